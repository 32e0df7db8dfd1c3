import { isInstant } from '../article/instant.ts'
import type { Selection } from '../feed/definition.ts'
import type { PublishedFeed, PublishedPage } from '../feed/published-state.ts'
import { CODINGS, pathFault } from './published-path.ts'
import type { DocumentHistory, PublishedFile, PublishedSet, ServingFacts } from './target.ts'

type Fields = Readonly<Record<string, unknown>>

/** In manifests, `inputHash` is named `basis`, for compatibility with all releases. */
type Stored<T extends { readonly inputHash: string }> = Omit<T, 'inputHash'> & { readonly basis: string }
type StoredPage = Stored<PublishedPage>
type StoredFeed = Omit<Stored<PublishedFeed>, 'archives'> & { readonly archives?: readonly StoredPage[] }
interface StoredSet extends Omit<PublishedSet, 'feeds'> {
  readonly feeds: readonly StoredFeed[]
  /** Who published it is not part of what is published. */
  readonly term?: unknown
}

/**
 * The manifest as text: JSON with one line per file, feed and history; the order of keys and lines depends only on the
 * set.
 *
 * @param term term of the publisher's lease, 0 if it has none
 */
export function writeManifest(set: PublishedSet, term = 0): string {
  const files = sorted(set.files, (file) => file.path).map(canonical)
  const feeds = sorted(set.feeds, (feed) => feed.name).map((feed) => canonical(storedFeed(feed)))
  const histories = set.histories && sorted(set.histories, (history) => history.path).map(canonical)
  const past = histories === undefined ? '' : `,"histories":${lines(histories)}`
  const serving = set.serving === undefined ? '' : `,"serving":${canonical(set.serving)}`
  const last = term === 0 ? '' : `,"term":${term}`
  return `{"version":1,"files":${lines(files)},"feeds":${lines(feeds)}${past}${serving}${last}}\n`
}

/**
 * Parses the text of {@link writeManifest}; undefined if it is invalid, in particular if it contains paths that must
 * not be written or removed.
 */
export function readManifest(text: string): PublishedSet | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isSet(value)) return undefined
  const { term: _term, ...set } = value
  return { ...set, feeds: set.feeds.map(feedOf) }
}

function storedFeed({ inputHash, archives, ...feed }: PublishedFeed): StoredFeed {
  return { ...feed, basis: inputHash, ...(archives !== undefined && { archives: archives.map(storedPage) }) }
}

const storedPage = ({ inputHash, ...page }: PublishedPage): StoredPage => ({ ...page, basis: inputHash })

function feedOf({ basis, archives, ...feed }: StoredFeed): PublishedFeed {
  return { ...feed, inputHash: basis, ...(archives !== undefined && { archives: archives.map(pageOf) }) }
}

const pageOf = ({ basis, ...page }: StoredPage): PublishedPage => ({ ...page, inputHash: basis })

/** The highest term in which the manifest was written; 0 if there is none. It is at the end, so that the rest need not be parsed. */
export function termIn(text: string): number {
  return Number(/,"term":(\d{1,15})\}\n?$/.exec(text.slice(-32))?.[1] ?? 0)
}

/** The beginning of every manifest. */
const BEGINNING = '{"version":1,"files":['

/** Whether the text is a manifest, possibly truncated or damaged, rather than a file of another program. */
export function isManifest(text: string): boolean {
  return text.startsWith(BEGINNING) || BEGINNING.startsWith(text)
}

/** Paths of the files in a manifest; from a damaged one, those in intact lines. */
export function listedPaths(text: string): readonly string[] {
  const whole = readManifest(text)
  if (whole !== undefined) return whole.files.map(({ path }) => path)
  if (!isManifest(text)) return []
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line.replace(/,$/, ''))
      return isPublishedFile(value) ? value.path : []
    } catch {
      return []
    }
  })
}

function lines(rows: readonly string[]): string {
  return rows.length === 0 ? '[]' : `[\n${rows.join(',\n')}\n]`
}

function sorted<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...values].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isFields(part) ? Object.fromEntries(sorted(Object.entries(part), ([name]) => name)) : part,
  )
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSet(value: unknown): value is StoredSet {
  return (
    isFields(value) &&
    value['version'] === 1 &&
    isList(value['files'], isPublishedFile) &&
    isList(value['feeds'], isFeed) &&
    (value['histories'] === undefined || isList(value['histories'], isHistory)) &&
    (value['serving'] === undefined || isServing(value['serving']))
  )
}

function isServing(value: unknown): value is ServingFacts {
  return (
    isFields(value) &&
    hasTexts(value, ['baseUrl']) &&
    Number.isSafeInteger(value['ttl']) &&
    (value['site'] === undefined ||
      (isFields(value['site']) &&
        hasTexts(value['site'], ['title', 'url', 'language']) &&
        ['string', 'undefined'].includes(typeof value['site']['pagesPath']))) &&
    isList(
      value['redirects'],
      (move) =>
        isFields(move) && hasTexts(move, ['from', 'to']) && [301, 308].includes(Number(move['status'])),
    ) &&
    isTexts(value['gone']) &&
    (value['cacheKeys'] === undefined || isList(value['cacheKeys'], isKeyHeader))
  )
}

const isKeyHeader = (value: unknown): boolean =>
  ['Surrogate-Key', 'Cache-Tag', 'CDN-Tag'].includes(String(value))

/** Whether a parsed value describes a file that may be written or removed. */
export function isPublishedFile(value: unknown): value is PublishedFile {
  if (!isFields(value)) return false
  return (
    hasTexts(value, ['path', 'mediaType', 'sha256']) &&
    pathFault(String(value['path'])) === undefined &&
    /^[0-9a-f]{64}$/.test(String(value['sha256'])) &&
    Number.isSafeInteger(value['length']) &&
    hasMoments(value, ['lastModified']) &&
    ['archive', 'feed', 'index'].includes(String(value['rank'])) &&
    ['feed', 'format', 'address'].every(
      (key) => value[key] === undefined || typeof value[key] === 'string',
    ) &&
    isList(value['encodings'], (coding) => CODINGS.some((known) => known === coding))
  )
}

function isFeed(value: unknown): value is StoredFeed {
  return (
    isFields(value) &&
    hasTexts(value, ['name', 'path', 'basis']) &&
    ['id', 'baseUrl', 'cloud'].every((key) => value[key] === undefined || typeof value[key] === 'string') &&
    hasMoments(value, ['updated']) &&
    isRows(value['items'], ['id', 'url', 'title', 'hash'], ['published', 'updated']) &&
    isList(value['items'], hasFacts) &&
    isRows(value['tombstones'], ['id'], ['when']) &&
    isRows(value['retracted'], ['id', 'url'], ['published']) &&
    isList(value['retracted'], hasFacts) &&
    (value['ttl'] === undefined || Number.isSafeInteger(value['ttl'])) &&
    (value['isWhole'] === undefined || value['isWhole'] === true) &&
    (value['hubs'] === undefined || isTexts(value['hubs'])) &&
    (value['selection'] === undefined || isSelection(value['selection'])) &&
    (value['vacated'] === undefined || Number.isSafeInteger(value['vacated'])) &&
    (value['archives'] === undefined || isList(value['archives'], isPage)) &&
    (value['left'] === undefined ||
      (isRows(value['left'], ['id', 'url'], ['published', 'updated']) && isList(value['left'], hasFacts)))
  )
}

/** Whether the facts about an article that are present are valid. */
const hasFacts = (item: unknown): boolean =>
  isFields(item) &&
  isTextOrAbsent(item['source']) &&
  isTextOrAbsent(item['folders']) &&
  hasMoments(
    item,
    ['firstSeen', 'ahead', 'returned'].filter((key) => item[key] !== undefined),
  )

function isSelection(value: unknown): value is Selection {
  if (!isFields(value)) return false
  const { exclude, audience, teasers, ...lists } = value
  return (
    Object.values(lists).every(isTexts) &&
    (audience === undefined || typeof audience === 'string') &&
    (teasers === undefined || teasers === true) &&
    (exclude === undefined || (isFields(exclude) && Object.values(exclude).every(isTexts)))
  )
}

const isTexts = (value: unknown): boolean => isList(value, (text) => typeof text === 'string')

function isPage(value: unknown): value is StoredPage {
  return (
    isFields(value) &&
    hasTexts(value, ['name', 'basis']) &&
    isFields(value['through']) &&
    hasTexts(value['through'], ['id']) &&
    hasMoments(value['through'], ['published', ...('firstSeen' in value['through'] ? ['firstSeen'] : [])]) &&
    isTextOrAbsent(value['sources']) &&
    (value['seen'] === undefined || isList(value['seen'], Number.isSafeInteger)) &&
    (value['folders'] === undefined ||
      (isFields(value['folders']) &&
        Object.values(value['folders']).every((list) => isList(list, Number.isSafeInteger)))) &&
    (value['facts'] === undefined ||
      (isFields(value['facts']) && Object.values(value['facts']).every(hasFacts)))
  )
}

function isHistory(value: unknown): value is DocumentHistory {
  return (
    isFields(value) &&
    hasTexts(value, ['path']) &&
    Number.isSafeInteger(value['revision']) &&
    isList(value['sha256'], (hash) => typeof hash === 'string') &&
    isFields(value['since']) &&
    Object.values(value['since']).every(Number.isSafeInteger)
  )
}

function isList(value: unknown, isMember: (member: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isMember)
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

function isRows(value: unknown, texts: readonly string[], moments: readonly string[]): boolean {
  return isList(value, (row) => isFields(row) && hasTexts(row, texts) && hasMoments(row, moments))
}

function hasTexts(value: Fields, keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === 'string')
}

function hasMoments(value: Fields, keys: readonly string[]): boolean {
  return keys.every((key) => isInstant(String(value[key])))
}
