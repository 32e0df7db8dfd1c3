import { nearest } from '../article/nearest.ts'
import type { Finding } from '../finding.ts'
import type { AddressedFile } from './addresses.ts'

/** A moved path, as a path in the set; one that ends in `/` stands for all below it. `to` may be an absolute URL. */
export interface Redirect {
  readonly from: string
  readonly to: string
}

export interface RedirectFacts {
  readonly redirects: readonly Redirect[]
  /** Paths in the set that are gone; one that ends in `/` stands for all below it. */
  readonly gone: readonly string[]
  /** Absolute URL of the set. */
  readonly baseUrl: string
  /** What is published now. */
  readonly files: readonly AddressedFile[]
  /** What was published before. */
  readonly before: readonly AddressedFile[]
  /** Names of feeds whose documents do not lie where the settings want them yet. */
  readonly unsettled: ReadonlySet<string>
}

/** What is wrong with a redirect; whoever reports it adds the place in the settings. */
export interface RedirectRemark {
  /** Path in the set, as the setting states it but for the slash at its begin. */
  readonly from: string
  readonly finding: Finding
}

/**
 * Redirects that lead to nothing, and those over something that is published. Readers keep a permanent redirect (RFC 9110
 * §15.4.2), so that a mistake in it cannot be taken back. Pages of the site itself may lie at the same host: a target is
 * judged only where it is, or nearly is, an address as feeds have them.
 */
export function redirectRemarks(facts: RedirectFacts): readonly RedirectRemark[] {
  if (facts.redirects.length === 0) return []
  const isFeed = ({ rank }: AddressedFile): boolean => rank === 'feed'
  const settled = facts.files.filter(({ feed }) => feed === undefined || !facts.unsettled.has(feed))
  const [served, documents] = [servedPaths(facts.files), servedPaths(facts.files.filter(isFeed))]
  const [settledPaths, settledDocuments] = [servedPaths(settled), servedPaths(settled.filter(isFeed))]
  return facts.redirects.flatMap(({ from, to }) => {
    const findings: Finding[] = []
    const over = from.endsWith('/')
      ? [...settledDocuments].find((path) => path === from || folderOf(path) === from)
      : settledPaths.has(from)
        ? from
        : undefined
    if (over !== undefined) findings.push(overPublished(from, over))
    const target = pathOf(to, facts.baseUrl)
    if (target !== undefined)
      findings.push(
        ...toNothing({ from, to: target }, facts, served, documents),
        ...leftBehind({ from, to: target }, facts, served, documents),
      )
    return findings.map((finding) => ({ from, finding }))
  })
}

function toNothing(
  { from, to }: Redirect,
  { redirects, gone }: RedirectFacts,
  served: ReadonlySet<string>,
  documents: ReadonlySet<string>,
): readonly Finding[] {
  const isThere = [to, twin(to)].some((path) => served.has(path)) || isFolderOf(to, served)
  // What is moved on is judged where it is moved to.
  if (isThere || redirects.some((other) => other.from !== from && covers(other.from, to))) return []
  const isFeed = isFeedLike(to) || (from.endsWith('/') && to.endsWith('/'))
  const near = nearest(to, isFeed ? documents : served)
  if (gone.some((path) => covers(path, to))) return [leadsToNothing(from, to, 'is gone', near)]
  const isSlip = nearest(to, served, Math.min(MOST_SLIPS, Math.floor(to.length / 4))) !== undefined
  return isFeed || isSlip ? [leadsToNothing(from, to, 'is not published', near)] : []
}

/** Documents that readers had below a folder, and that are not where its move leads them. */
function leftBehind(
  { from, to }: Redirect,
  { redirects, gone, before }: RedirectFacts,
  served: ReadonlySet<string>,
  documents: ReadonlySet<string>,
): readonly Finding[] {
  if (!from.endsWith('/') || !to.endsWith('/') || !isFolderOf(to, served)) return []
  const below = [...documents].filter((path) => path.startsWith(to))
  const had = before.flatMap(({ path, address = path, rank }) => (rank === 'feed' ? address : []))
  return had.flatMap((address) => {
    const target = to + address.slice(from.length)
    const isTold = [...redirects.map((other) => other.from), ...gone].some((path) => path === address)
    const isMoved = address.startsWith(from) && !served.has(address) && !isTold && !served.has(target)
    if (!isMoved) return []
    const near = nearest(target, below) ?? below[0]
    const line = `/${address}: ${near === undefined ? 'and where its readers are to go' : `/${near}`}`
    return [{ ...leadsToNothing(address, target, 'is not published', near), fix: `add the redirect ${line}` }]
  })
}

/** Letters that a slip of the hand gets wrong. */
const MOST_SLIPS = 2

/** The last part of a path as feeds have them; `sitemap.xml` is another program's. */
const isFeedLike = (path: string): boolean =>
  /(?:^|\/)(?:(?:feeds?|rss|atom|index)\/?|[^/]*\.(?:xml|rss|atom|rdf|opml)|[^/]*feed[^/]*\.json)$/i.test(
    path,
  ) && !/sitemap[^/]*\.xml$/i.test(path)

function servedPaths(files: readonly AddressedFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ path, address = path }) =>
      /(?:^|\/)index\.html$/.test(address) ? [address, folderOf(address)] : [address],
    ),
  )
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const twin = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`)
const covers = (stated: string, path: string): boolean =>
  stated === path || twin(stated) === path || (stated.endsWith('/') && path.startsWith(stated))

function isFolderOf(path: string, served: ReadonlySet<string>): boolean {
  return path.endsWith('/') && [...served].some((one) => one.startsWith(path))
}

/** The target as a path in the set; undefined where it lies elsewhere. */
function pathOf(to: string, baseUrl: string): string | undefined {
  const isAbsolute = /^https?:\/\//i.test(to)
  if (isAbsolute && !to.startsWith(baseUrl)) return undefined
  const path = (isAbsolute ? to.slice(baseUrl.length) : to).replace(/[?#].*$/, '')
  try {
    return decodeURIComponent(path).normalize('NFC')
  } catch {
    return path
  }
}

function leadsToNothing(from: string, to: string, why: string, near: string | undefined): Finding {
  return {
    code: 'redirect-to-nothing',
    severity: 'warning',
    message: `the redirect of /${from} leads to /${to}, which ${why}; readers store the new address and then find nothing there`,
    got: `/${to}`,
    expected: near === undefined ? 'a path that is published' : `/${near}`,
    fix: near === undefined ? 'write where the feed is now' : `write /${near}, or where the feed is now`,
  }
}

function overPublished(from: string, over: string): Finding {
  return {
    code: 'redirect-over-published',
    severity: 'warning',
    message: `the redirect of /${from} is never answered, because /${over} is published`,
    got: `/${from}`,
    expected: 'a path at which nothing is published',
    fix: 'take the redirect out, or give the feed that is published there another path',
  }
}
