import { textOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { leafBlocks } from './blocks.ts'
import { elementsOf } from './document.ts'
import type { PageMeta } from './meta.ts'

/**
 * The headline in the markup, unless the page's visible headline contains it: the markup may be truncated to 110
 * characters for search engines, or include the site name.
 */
export function titleOf(root: HtmlElement, stated: string | undefined, meta: PageMeta): string | undefined {
  const headings = [...elementsOf(root)]
    .filter(({ tagName }) => tagName === 'h1')
    .map((h1) => plainLine(textOf(h1)))
  const said = headings.filter((heading) => heading !== '')
  if (stated === undefined)
    return inWindowTitle(said, meta.windowTitle) ?? said[0] ?? shownTitle(root, meta.windowTitle)
  const bare = stated.replace(/\s*(?:…|\.\.\.)$/, '')
  const whole =
    said.find(
      (heading) =>
        heading.startsWith(bare) ||
        (stated.startsWith(heading) && isSiteName(stated.slice(heading.length), meta)),
    ) ?? said.find((heading) => isAfterSiteName(heading, stated, root, meta))
  if (whole !== undefined) return whole
  return withoutSiteName(stated, meta)
}

/** Whether the stated title is the heading with the name of the site before it, not a title with that name after it. */
function isAfterSiteName(
  heading: string,
  stated: string,
  root: HtmlElement,
  { siteName }: PageMeta,
): boolean {
  if (!stated.endsWith(heading) || heading === siteName) return false
  const before = stated.slice(0, -heading.length)
  if (!SITE_BEFORE.test(before)) return false
  const name = before.replace(/\s+[-–—|·•»:/]+\s+$/u, '')
  return ![...elementsOf(root)].some(
    (element) => /^h[2-4]$/.test(element.tagName) && plainLine(textOf(element)) === name,
  )
}

const SITE_BEFORE = /^\S.{0,60}\s+[-–—|·•»:/]+\s+$/u

/** The heading at an end of the window title; the later one, because a page can begin with the name of the site. */
const inWindowTitle = (headings: readonly string[], title = ''): string | undefined =>
  headings.findLast(
    (heading) =>
      (title.startsWith(heading) && !/^[\p{L}\p{N}-]/u.test(title.slice(heading.length))) ||
      (title.endsWith(heading) && /(?:^|\s)$/u.test(title.slice(0, -heading.length))),
  )

/** The window title without the name of the site, if the page shows the rest of it. */
function shownTitle(root: HtmlElement, title: string | undefined): string | undefined {
  if (title === undefined) return undefined
  const shown = leafBlocks(root)
    .map((block) => plainLine(textOf(block)))
    .filter((line) => line.length >= LEAST_TITLE && line.length < title.length)
    .filter(
      (line) =>
        (title.startsWith(line) && /^\s+[-–—|·•»:/]/u.test(title.slice(line.length))) ||
        (title.endsWith(line) && /(?:[:»]|\s[-–—|·•/])\s+$/u.test(title.slice(0, -line.length))),
    )
  return shown.sort((one, other) => other.length - one.length)[0] ?? title
}

const LEAST_TITLE = 8

const isSiteName = (rest: string, { siteName }: PageMeta): boolean =>
  /^\s+[-–—|·•»:/]+\s+\S.{0,60}$/u.test(rest) || (siteName !== undefined && rest.includes(siteName))

function withoutSiteName(title: string, { siteName }: PageMeta): string {
  if (siteName === undefined || !title.endsWith(siteName)) return title
  const bare = title.slice(0, -siteName.length).replace(/\s+[-–—|·•»:/]+\s*$/u, '')
  return bare.length < title.length - siteName.length && bare !== '' ? bare : title
}
