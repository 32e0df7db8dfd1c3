import { nearest } from '../article/suggestion.ts'
import type { Finding } from '../finding.ts'
import type { AddressedFile } from './addresses.ts'

/** A permanent redirect of an address. A path that ends in `/` includes everything below it. */
export interface Redirect {
  /** Former path in the set, for example `international/rss.xml` or `international/`. */
  readonly from: string
  /** Path in the set, or an absolute URL. */
  readonly to: string
  readonly status: 301 | 308
}

type Move = Pick<Redirect, 'from' | 'to'>

export interface RedirectFacts {
  readonly redirects: readonly Move[]
  /** Removed paths in the set; a path that ends in `/` includes everything below it. */
  readonly gone: readonly string[]
  /** Absolute URL of the set. */
  readonly baseUrl: string
  /** The files published now. */
  readonly files: readonly AddressedFile[]
  /** The files published before. */
  readonly before: readonly AddressedFile[]
  /** Names of feeds whose documents are not yet at their configured addresses. */
  readonly unsettled: ReadonlySet<string>
}

/** A problem with a redirect or a removed path; the caller adds the position in the settings. */
export interface RedirectRemark {
  /** Path of the setting. */
  readonly path: readonly (string | number)[]
  readonly finding: Finding
}

/** The published set, indexed for lookups. */
interface Published {
  readonly paths: ReadonlySet<string>
  /** The paths of feed documents, without archives and pages. */
  readonly documents: ReadonlySet<string>
  /** All nonempty folders. */
  readonly folders: ReadonlySet<string>
  /** The folders of feeds, each with the path of one of its documents. */
  readonly feedFolders: ReadonlyMap<string, string>
  /** The parent folders of these. */
  readonly shelves: ReadonlySet<string>
}

/**
 * Finds redirects without a target, and redirects and removals of something that is published. Readers store a
 * permanent redirect (RFC 9110 §15.4.2), so an error in it cannot be corrected later. Other pages of the site may be on
 * the same host: a target is checked only if it is, or resembles, the address of a feed.
 */
export function redirectRemarks(facts: RedirectFacts): readonly RedirectRemark[] {
  const { redirects, gone, files, unsettled, baseUrl } = facts
  if (redirects.length + gone.length === 0) return []
  const published = publishedIn(files)
  const settled = publishedIn(files.filter(({ feed }) => feed === undefined || !unsettled.has(feed)))
  const remarks: RedirectRemark[] = []
  for (const { from, to } of redirects) {
    const over = publishedAt(from, settled)
    const target = pathOf(to, baseUrl)
    const findings = [
      ...(over === undefined ? [] : [redirectOver(from, over)]),
      ...(target === undefined ? [] : toNothing({ from, to: target }, facts, published)),
      ...(target === undefined ? [] : leftBehind({ from, to: target }, facts, published)),
    ]
    remarks.push(...findings.map((finding) => ({ path: ['redirects', `/${from}`], finding })))
  }
  gone.forEach((path, index) => {
    const over = publishedAt(path, settled)
    if (over !== undefined) remarks.push({ path: ['gone', index], finding: goneOver(path, over) })
  })
  return remarks
}

/** The file published at a path, or a feed's document in the folder at that path. */
function publishedAt(path: string, { paths, documents, feedFolders }: Published): string | undefined {
  const isThere = path.endsWith('/') ? documents.has(path) : paths.has(path)
  return isThere ? path : feedFolders.get(path)
}

function toNothing(
  { from, to }: Move,
  { redirects, gone }: RedirectFacts,
  { paths, documents, folders, shelves }: Published,
): readonly Finding[] {
  const isThere = paths.has(to) || paths.has(twin(to)) || folders.has(to)
  // A redirected path is checked at its target.
  if (isThere || redirects.some((other) => other.from !== from && covers(other.from, to))) return []
  const isComparable = redirects.length * documents.size <= MOST_COMPARISONS
  const isFeed = isFeedLike(to) || (from.endsWith('/') && to.endsWith('/') && shelves.has(parentOf(to)))
  const candidates = isFeed ? documents : paths
  const near = isComparable ? nearest(to, candidates) : undefined
  if (gone.some((path) => covers(path, to))) return [leadsToNothing(from, to, 'is gone', near)]
  const most = Math.min(MOST_SLIPS, Math.floor(to.length / 4))
  const isSlip = isComparable && nearest(to, paths, most) !== undefined
  return isFeed || isSlip ? [leadsToNothing(from, to, 'is not published', near)] : []
}

/**
 * Maximum of redirects times documents; above it, no similar paths are searched for. Takes about a tenth of a second.
 */
const MOST_COMPARISONS = 20_000

/** Published documents below a folder that are not at the target of its redirect. */
function leftBehind(
  { from, to }: Move,
  { redirects, gone, before }: RedirectFacts,
  { paths, documents, folders }: Published,
): readonly Finding[] {
  if (!from.endsWith('/') || !folders.has(to)) return []
  const told = new Set([...redirects.map((other) => other.from), ...gone])
  const below = [...documents].filter((path) => path.startsWith(to))
  return before.flatMap(({ path, address = path, rank }) => {
    const target = to + address.slice(from.length)
    const isMoved = rank === 'feed' && address.startsWith(from) && !paths.has(address) && !told.has(address)
    if (!isMoved || paths.has(target)) return []
    const near = nearest(target, below) ?? below[0]
    const line = `/${address}: ${near === undefined ? 'and the new address for its readers' : `/${near}`}`
    return [{ ...leadsToNothing(address, target, 'is not published', near), fix: `add the redirect ${line}` }]
  })
}

/** Maximum edit distance of a typing error. */
const MOST_SLIPS = 2

/** Whether the last part of a path resembles that of a feed; `sitemap.xml` belongs to other programs. */
const isFeedLike = (path: string): boolean =>
  /(?:^|\/)(?:(?:feeds?|rss|atom|index)\/?|[^/]*\.(?:xml|rss|atom|rdf|opml)|[^/]*feed[^/]*\.json)$/i.test(
    path,
  ) && !/sitemap[^/]*\.xml$/i.test(path)

function publishedIn(files: readonly AddressedFile[]): Published {
  const paths = new Set<string>()
  const documents = new Set<string>()
  const folders = new Set<string>()
  const feedFolders = new Map<string, string>()
  for (const { path, address = path, rank } of files) {
    paths.add(address)
    if (rank === 'feed') documents.add(address)
    if (rank === 'feed' && folderOf(address) !== '') feedFolders.set(folderOf(address), address)
    if (/(?:^|\/)index\.html$/.test(address)) paths.add(folderOf(address))
    for (let folder = folderOf(address); folder !== '' && !folders.has(folder); ) {
      folders.add(folder)
      folder = parentOf(folder)
    }
  }
  const shelves = new Set([...feedFolders.keys()].map(parentOf))
  return { paths, documents, folders, feedFolders, shelves }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const parentOf = (folder: string): string => folderOf(folder.slice(0, -1))
const twin = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`)
const covers = (stated: string, path: string): boolean =>
  stated === path || twin(stated) === path || (stated.endsWith('/') && path.startsWith(stated))

/** The target as a path in the set; undefined if it is outside the set. */
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
    message: `the redirect of /${from} leads to /${to}, which ${why}; feed readers store the new address, where they find no feed`,
    got: `/${to}`,
    expected: near === undefined ? 'a path that is published' : `/${near}`,
    fix:
      near === undefined
        ? 'use the present address of the feed'
        : `write /${near}, or the present address of the feed`,
  }
}

function redirectOver(from: string, over: string): Finding {
  return {
    code: 'redirect-over-published',
    severity: 'warning',
    message: `the redirect of /${from} has no effect, because /${over} is published`,
    got: `/${from}`,
    expected: 'a path at which nothing is published',
    fix: 'remove the redirect, or set another path for the published feed',
  }
}

function goneOver(path: string, over: string): Finding {
  return {
    code: 'gone-over-published',
    severity: 'warning',
    message: `/${path} does not get status 410, because /${over} is published`,
    got: `/${path}`,
    expected: 'a path at which nothing is published',
    fix: 'remove the path from gone, or remove the feed from the settings',
  }
}
