import type { Finding } from '../finding.ts'
import type { FeedDefinition } from './definition.ts'
import { documentAddress, documentPath, type NamedFormat } from './document-path.ts'
import type { PublishedFeed } from './published-state.ts'

/** The address data of a published file. */
export interface AddressedFile {
  readonly path: string
  /** Path in the set at which the file is served, if it differs from the file's own path. */
  readonly address?: string
  readonly feed?: string
  readonly format?: string
  readonly rank: 'archive' | 'feed' | 'index'
}

/** The published state and the settings about it. */
export interface AddressFacts {
  /** All formats, in the order of the format list. */
  readonly formats: readonly NamedFormat[]
  readonly feeds: readonly PublishedFeed[]
  readonly files: readonly AddressedFile[]
  /** Whether the settings list an address as moved or gone. */
  isReleased(address: string): boolean
  /** The setting that determines where the documents of a feed are. */
  pathSettingOf(feed: FeedDefinition): string
}

export interface KeptAddresses {
  /** The feeds as they may be published: at their published addresses until the settings say what happens to these. */
  readonly feeds: readonly FeedDefinition[]
  /** Names of the feeds whose documents are not yet at their configured addresses. */
  readonly moving: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/** A feed as defined, and the addresses of its published documents by format. */
interface Standing {
  readonly feed: FeedDefinition
  readonly seen: PublishedFeed | undefined
  readonly published: ReadonlyMap<string, string>
  /** All formats. */
  readonly formats: readonly NamedFormat[]
}

/**
 * Keeps the addresses and ids of feeds stable, like the ids of items. A published document stays at its address, and is
 * updated there, until the settings list that address in `redirects` or `gone`; a feed without a stated id keeps its
 * published id.
 */
export function keepAddresses(defined: readonly FeedDefinition[], facts: AddressFacts): KeptAddresses {
  const seen = new Map(facts.feeds.map((feed) => [feed.name, feed]))
  const published = publishedAddresses(facts.files)
  const findings: Finding[] = []
  const standings = defined.map((definition): Standing => {
    const last = seen.get(definition.name)
    const feed = { ...definition, id: idOf(definition, last) }
    const { formats } = facts
    const standing = { feed, seen: last, published: published.get(feed.name) ?? NOTHING, formats }
    if (last?.id !== undefined && last.id !== feed.id) findings.push(otherId(feed, last.id))
    const unnamed = lostBy(standing).filter((address) => !facts.isReleased(address))
    if (unnamed.length === 0) return standing
    findings.push(kept(standing, unnamed, facts.pathSettingOf(feed)))
    return { ...standing, feed: feedAt(standing, new Set(unnamed)) }
  })
  findings.push(...otherHosts(standings))
  if (standings.every(isInPlace))
    return { feeds: standings.map(({ feed }) => feed), moving: NO_NAMES, findings }

  const { placed, crowded } = withoutCollisions(standings, facts)
  return {
    feeds: placed.map(({ feed }) => feed),
    moving: new Set(placed.filter((standing) => !isInPlace(standing)).map(({ feed }) => feed.name)),
    findings: [...findings, ...crowded],
  }
}

const NOTHING: ReadonlyMap<string, string> = new Map()
const NO_NAMES: ReadonlySet<string> = new Set()

/** Addresses of the documents of each feed, by format. */
function publishedAddresses(files: readonly AddressedFile[]): ReadonlyMap<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>()
  for (const { path, address = path, feed, format, rank } of files) {
    if (rank !== 'feed' || feed === undefined || format === undefined) continue
    const own = found.get(feed) ?? new Map<string, string>()
    found.set(feed, own.set(format, address))
  }
  return found
}

/** The published id, unless the settings state one: it does not change when host or folder change. */
function idOf(feed: FeedDefinition, seen: PublishedFeed | undefined): string {
  if (feed.hasOwnId === true || seen === undefined) return feed.id
  // Older manifests contain no id; it ended with the path.
  return seen.id ?? (feed.id.endsWith(feed.path) ? feed.id.slice(0, -feed.path.length) + seen.path : feed.id)
}

function wantedAddresses({ feed, formats }: Standing): readonly string[] {
  return formats
    .filter(({ name }) => feed.formats.includes(name))
    .map(({ fileName }) => documentAddress(feed, fileName))
}

/** Published addresses that the feed as defined no longer has; its archive counts as one folder. */
function lostBy(standing: Standing): readonly string[] {
  const { feed, seen, published } = standing
  const wanted = new Set(wantedAddresses(standing))
  const archive = seen?.archives === undefined || seen.path === feed.path ? [] : [`${seen.path}/archive/`]
  return [...[...published.values()].filter((address) => !wanted.has(address)), ...archive]
}

function isInPlace(standing: Standing): boolean {
  return standing.published.size === wantedAddresses(standing).length && lostBy(standing).length === 0
}

/** The feed with the published addresses of these documents. A folder moves as a whole or not at all. */
function feedAt(
  { feed, seen, published, formats: known }: Standing,
  staying: ReadonlySet<string>,
): FeedDefinition {
  const isMoving = seen !== undefined && seen.path !== feed.path
  const path = isMoving ? seen.path : feed.path
  const kept = known.flatMap(({ name, fileName }) => {
    const address = published.get(name)
    return address !== undefined && (isMoving || staying.has(address)) ? [{ name, fileName, address }] : []
  })
  const elsewhere = kept.filter(({ fileName, address }) => address !== documentAddress({ path }, fileName))
  const { documents, ...rest } = feed
  const places = {
    ...(isMoving ? {} : documents),
    ...Object.fromEntries(elsewhere.map(({ fileName, address }) => [fileName, address])),
  }
  const formats = new Set([...feed.formats, ...kept.map(({ name }) => name)])
  return {
    ...rest,
    path,
    formats: known.map(({ name }) => name).filter((name) => formats.has(name)),
    ...(Object.keys(places).length === 0 ? {} : { documents: places }),
  }
}

/** Normalizes a path for file systems that ignore case. */
const keyOf = (path: string): string => path.toLowerCase()

/** All paths that a feed occupies: its folder and the files of its documents. */
function placesOf({ feed, formats }: Standing): readonly string[] {
  const files = formats
    .filter(({ name }) => feed.formats.includes(name))
    .map(({ fileName }) => documentPath(feed, fileName))
  return [`${feed.path}/`, ...files].map(keyOf)
}

/**
 * A feed does not move to an address that another feed still occupies: it stays where it was, or is not published until
 * the address is free.
 */
function withoutCollisions(standings: readonly Standing[], { pathSettingOf }: AddressFacts) {
  const crowded: Finding[] = []
  let placed = standings
  for (;;) {
    const holders = new Map<string, string>()
    const byAge = [...placed.filter(isInPlace), ...placed.filter((standing) => !isInPlace(standing))]
    const waiting = new Map<string, string>()
    for (const standing of byAge) {
      const holder = placesOf(standing)
        .map((place) => holders.get(place))
        .find((name) => name !== undefined)
      if (holder !== undefined) waiting.set(standing.feed.name, holder)
      else for (const place of placesOf(standing)) holders.set(place, standing.feed.name)
    }
    if (waiting.size === 0) return { placed, crowded }
    placed = placed.flatMap((standing) => {
      const holder = waiting.get(standing.feed.name)
      if (holder === undefined) return [standing]
      crowded.push(addressInUse(standing.feed, holder, pathSettingOf(standing.feed)))
      const isPublished = standing.published.size > 0 && !isInPlace(standing)
      return isPublished
        ? [{ ...standing, feed: feedAt(standing, new Set(standing.published.values())) }]
        : []
    })
  }
}

/** The published feeds, with those that were renamed but kept their folder under their new names. */
export function underNewNames<
  T extends { readonly feeds: readonly PublishedFeed[]; readonly files: readonly AddressedFile[] },
>(defined: readonly FeedDefinition[], set: T): T {
  const names = new Set(defined.map(({ name }) => name))
  const left = new Map(set.feeds.flatMap((feed) => (names.has(feed.name) ? [] : [[feed.path, feed.name]])))
  if (left.size === 0) return set
  const known = new Set(set.feeds.map(({ name }) => name))
  const renamed = new Map(
    defined.flatMap(({ name, path }) => {
      const old = known.has(name) ? undefined : left.get(path)
      return old === undefined ? [] : [[old, name]]
    }),
  )
  if (renamed.size === 0) return set
  return {
    ...set,
    feeds: set.feeds.map((feed) => ({ ...feed, name: renamed.get(feed.name) ?? feed.name })),
    files: set.files.map((file) => {
      const name = file.feed === undefined ? undefined : renamed.get(file.feed)
      return name === undefined ? file : { ...file, feed: name }
    }),
  }
}

function kept(standing: Standing, unnamed: readonly string[], setting: string): Finding {
  const { feed, seen, published } = standing
  const isMoving = seen !== undefined && seen.path !== feed.path
  const places = unnamed.map((address) => `/${address}`)
  const targets = new Map([...published].map(([format, address]) => [address, targetOf(standing, format)]))
  const isWhole = isMoving && unnamed.length === lostBy(standing).length
  const move = (address: string) => `  /${address}: /${targets.get(address) ?? `${feed.path}/archive/`}`
  /** Whether a document is at the target of the folder's move; the archive moves with the folder. */
  const isMovedAlong = (address: string) => {
    const target = targets.get(address)
    return target === undefined || address.replace(`${seen?.path}/`, `${feed.path}/`) === target
  }
  const moves = isWhole
    ? [`  /${seen.path}/: /${feed.path}/`, ...unnamed.filter((address) => !isMovedAlong(address)).map(move)]
    : unnamed.map(move)
  return {
    code: 'address-kept',
    severity: 'warning',
    feed: feed.name,
    message: `the settings no longer have a place for ${places.join(', ')}, which feed readers poll: ${places.length === 1 ? 'it stays' : 'they stay'} published until the settings say what happens to ${places.length === 1 ? 'it' : 'them'}`,
    got: isMoving ? `${setting}: ${feed.path}` : `formats: [${feed.formats.join(', ')}]`,
    expected: 'a line in redirects or gone for each address',
    fix: `add these lines to the settings (below an existing redirects:), or "gone: [${places.join(', ')}]" if feed readers should unsubscribe`,
    paste: ['redirects:', ...moves].join('\n'),
  }
}

/** The best redirect target for readers of a document: the same format, or else the first. */
function targetOf({ feed, formats }: Standing, format: string): string {
  const published = formats.filter(({ name }) => feed.formats.includes(name))
  const { fileName } = published.find(({ name }) => name === format) ?? published[0] ?? {}
  return fileName === undefined ? '' : documentAddress(feed, fileName)
}

function otherId(feed: FeedDefinition, before: string): Finding {
  return {
    code: 'feed-id-changed',
    severity: 'warning',
    feed: feed.name,
    message:
      'the settings give the feed another id than the published one; some feed readers treat it as another feed',
    got: feed.id,
    expected: before,
    fix: 'restore the old id, unless the feed is meant to be a new one',
  }
}

/** The finding for a set that is to be served at another URL: requests to its old addresses are not handled here. */
function otherHosts(standings: readonly Standing[]): readonly Finding[] {
  const moves = new Map(
    standings.flatMap(({ feed, seen }) =>
      seen?.baseUrl === undefined || seen.baseUrl === feed.baseUrl ? [] : [[seen.baseUrl, feed.baseUrl]],
    ),
  )
  return [...moves].map(([before, now]) => ({
    code: 'feed-host-changed',
    severity: 'warning',
    message: `the feeds now have addresses below ${now}, but feed readers still poll them below ${before}`,
    got: now,
    expected: before,
    fix: `redirect each path of ${before} permanently (301) to the same path below ${now}, as long as there are requests; ids stay the same`,
  }))
}

/** The finding for a feed whose address is occupied by documents of another. */
export function addressInUse(feed: FeedDefinition, holder: string, setting: string): Finding {
  return {
    code: 'address-in-use',
    severity: 'error',
    feed: feed.name,
    message: `the feed cannot be published at ${feed.path}/ yet, because the documents of the feed ${holder} are still there`,
    got: `${setting}: ${feed.path}`,
    expected: `a path that the feed ${holder} no longer uses`,
    fix: `list the addresses of ${holder} in redirects or gone, or choose another ${setting}`,
  }
}
