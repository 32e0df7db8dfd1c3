import { addressDay, expandPattern } from './address-pattern.ts'
import type { ArticleRoot, ForeignSite, SiteFolder } from './dialect.ts'
import type { EditedFields } from './fields.ts'
import { pathBelow } from './roots.ts'

/** The path of a file within Hugo's content. */
export const belowContent = (path: string, root: ArticleRoot): string =>
  `${root.at === undefined ? '' : `${root.at}/`}${pathBelow(path, root)}`

/** Where a page is among the folders of its site. */
interface Place {
  readonly section: string
  /** Folders between the content folder and the file, or the bundle. */
  readonly folders: readonly string[]
  /** Name of the file, or of the bundle or section. */
  readonly name: string
  /** Whether the file is the page of a section. */
  readonly isSection: boolean
  readonly language: string | undefined
  readonly prefix: string
}

export function placeOf(path: string, root: ArticleRoot | undefined, { options, lists }: ForeignSite): Place {
  const below = (root === undefined ? path : belowContent(path, root)).replace(/\.[^./]+$/, '')
  const main = String(options['language'] ?? '')
  const inName = [...(lists['languages'] ?? []), main].find(
    (name) => name !== '' && below.toLowerCase().endsWith(`.${name.toLowerCase()}`),
  )
  const parts = (inName === undefined ? below : below.slice(0, -inName.length - 1)).split('/')
  const isSection = parts.at(-1) === '_index'
  const isBundle = parts.at(-1) === 'index' && parts.length > 1
  const named = isBundle || isSection ? parts.slice(0, -1) : parts
  const language = root?.language ?? inName
  const isMain = language === undefined || language.toLowerCase() === main.toLowerCase()
  return {
    section: parts[0] ?? '',
    folders: named.slice(0, -1),
    name: named.at(-1) ?? '',
    isSection,
    language: isMain ? undefined : language,
    prefix: isMain
      ? options['prefixes'] === true
        ? `/${main.toLowerCase()}`
        : ''
      : `/${String(language).toLowerCase()}`,
  }
}

/** The folders that form the section of a page: the first, and all down to the last that has an `_index`. */
export function sectionsOf(
  folders: readonly string[],
  root: ArticleRoot | undefined,
  folder: SiteFolder,
): readonly string[] {
  const above = root?.at?.split('/').length ?? 0
  const isSection = (depth: number): boolean =>
    folder
      .names([root?.folder ?? '', ...folders.slice(above, depth)].filter(Boolean).join('/'))
      .some((name) => /^_index(?:\.[\w-]+)?\.\w+$/.test(name))
  const depths = folders.map((_, index) => index + 1).filter((depth) => depth === 1 || isSection(depth))
  return folders.slice(0, depths.at(-1) ?? 0)
}

export function urlOf(
  edited: EditedFields,
  place: Place,
  sectionsOfPage: () => readonly string[],
  site: ForeignSite,
): string {
  const stated = edited.text('url')
  if (stated !== undefined)
    return /^https?:/i.test(stated)
      ? stated
      : // A name without extension is that of a folder.
        `${place.prefix}/${stated.replace(/^\//, '')}${/\.|\/$/.test(stated) ? '' : '/'}`
  const slug = edited.text('slug')
  const pattern = place.isSection
    ? undefined
    : [place.section, place.folders[0] ?? '', '']
        .filter((section) => Object.hasOwn(site.permalinks, section))
        .map((section) => site.permalinks[section])[0]
  const name =
    /^\d{4}-\d{2}-\d{2}[-_ ]?/.test(place.name) && site.lists['dates']?.includes(':filename') === true
      ? place.name.replace(/^\d{4}-\d{2}-\d{2}[-_ ]?/, '') || place.name
      : place.name
  const title = edited.text('title') ?? name
  const segment = (text: string) => pathSegment(text, site)
  const sections = pattern === undefined ? [] : sectionsOfPage()
  const path =
    pattern === undefined
      ? [...place.folders.map(segment), segment(slug ?? name)].join('/')
      : expandPattern(pattern, {
          day: addressDay(edited.field('date'), site),
          words: {
            section: segment(place.section),
            sections: sections.map(segment).join('/'),
            title: segment(title),
            slug: segment(slug ?? title),
            slugorfilename: segment(slug ?? name),
            slugorcontentbasename: segment(slug ?? place.name),
            filename: segment(name),
            contentbasename: segment(place.name),
          },
          list: sections.map(segment),
        })
  const clean = `/${path}`.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  const isUgly = site.options['ugly'] === true || site.lists['ugly']?.includes(place.section) === true
  return `${place.prefix}${clean}${isUgly && clean !== '' ? '.html' : '/'}`
}

/** Most names, which are kept as they are. */
const KEPT = /^[\w./\\+~@-]*$/

/**
 * Hugo's `urlize`: letters, digits and some punctuation are kept, white space becomes one hyphen, the rest is removed.
 */
function pathSegment(text: string, { options }: ForeignSite): string {
  const plain = options['dropsAccents'] === true ? text.normalize('NFD').replace(/\p{Mn}/gu, '') : text
  if (KEPT.test(plain)) return options['keepsCase'] === true ? plain : plain.toLowerCase()
  let out = ''
  let isWaiting = false
  for (const sign of plain) {
    if (/[\p{L}\p{N}\p{M}./\\_#+~@-]/u.test(sign)) {
      if (isWaiting && sign !== '-') out += '-'
      isWaiting = false
      out += sign
    } else if (out !== '' && !out.endsWith('-') && /\s/u.test(sign)) isWaiting = true
  }
  const path = out.replace(/#/g, '%23')
  return options['keepsCase'] === true ? path : path.toLowerCase()
}
