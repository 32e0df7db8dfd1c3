import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import { isReleased } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import { type ArticleMemory, addressOf, type Catalog, type CatalogRecord, placeIn } from './catalog.ts'
import { remembered, wasReleased } from './identity.ts'
import type { ListingComparison } from './listing.ts'
import type { PublishedArticles } from './published-article.ts'

/** A record of this run, whose article may have the same address as another. */
export interface Claim {
  readonly record: CatalogRecord
  /** The previous record. */
  readonly before: CatalogRecord | undefined
  /** The previous memory of the article. */
  readonly memory: ArticleMemory | undefined
}

/** The decision about a claim: its record to be stored, and stored records that change because of it. */
export interface Ruling {
  readonly record: CatalogRecord
  readonly others: readonly Overruled[]
}

export interface Overruled {
  readonly was: CatalogRecord
  readonly is: CatalogRecord
  /** Whether the previous record was stored in this run. */
  readonly isOfThisRun: boolean
}

/** Prevents two articles from being published with the same address. Claims must be made in key order. */
export interface AddressClaims {
  /** Undefined if no other article has the address. */
  ruling(claim: Claim): Promise<Ruling> | undefined
  /** Records that a record is about to be stored. */
  note(record: CatalogRecord): void
  /** To be called when all noted records are stored. */
  stored(): void
}

export interface AddressFacts {
  readonly listing: ListingComparison
  /** Articles that were due by then are published. */
  readonly lastRun: Instant | undefined
  readonly published: PublishedArticles | undefined
  readonly now: Instant
  /** Stores all noted records. */
  store(): Promise<void>
}

/**
 * Of several articles with the same address, the one already published there keeps it; otherwise the one that was there
 * before its removal, then the one with the earliest date, then the one with the first key, regardless of the order of
 * reading. The others keep the address at which they are published, or are left out.
 */
export function createAddressClaims(
  catalog: Catalog,
  { listing, lastRun, published, now, store }: AddressFacts,
): AddressClaims {
  const addresses = new Set<string>()
  const keys = new Set<string>()
  /** Articles that did not have the address claimed in this run: their previous one, if it is known. */
  const moved = new Map<string, { readonly url: string | undefined; readonly wasPublic: boolean }>()
  /** The previous memories of articles that were not public. */
  const waiting = new Map<string, ArticleMemory>()
  let gone: ReadonlySet<string> | undefined
  let unsettled: ReadonlySet<string> | undefined

  const isPublic = (entry: ArticleEntry | undefined): entry is ArticleEntry =>
    entry?.status === 'live' && (entry.expires === undefined || entry.expires > now)

  function othersAt(entry: ArticleEntry): readonly string[] {
    const others = catalog.keysOfAddress(addressOf(entry)).filter((key) => key !== entry.key)
    if (others.length === 0) return others
    // Records of removed files are about to be deleted; those of changed files make their own claims later.
    gone ??= new Set(listing.gone)
    unsettled ??= new Set(listing.changed.map(({ key }) => key))
    return others.filter((key) => !gone?.has(key) && (key < entry.key || !unsettled?.has(key)))
  }

  async function standingOf(record: CatalogRecord, { id, url, key }: ArticleEntry): Promise<Standing> {
    const isKnown = wasReleased(record.memory, lastRun)
    const head = published?.of(id)
    const hadIt = isKnown && (!moved.has(key) || moved.get(key)?.url === url)
    if (hadIt && head?.goneSince === undefined) return HAS
    if (published === undefined || !published.isAny) return NONE
    const known = head ?? (isKnown || lastRun === undefined ? await published.inArchives(id) : undefined)
    if (known?.url !== url) return NONE
    return known.goneSince === undefined ? HAS : RETURNS
  }

  async function judge(claim: Claim, entry: ArticleEntry, rivals: readonly string[]): Promise<Ruling> {
    const { record, memory } = claim
    const standing = await standingOf(record, entry)
    const others: Overruled[] = []
    let ruled = record
    for (const key of rivals) {
      const rival = catalog.get(key)
      // Of two files with one id, the conflict about the id leaves only one.
      if (rival === undefined || !isPublic(rival.entry) || rival.entry.id === entry.id) continue
      const rivalStanding = await standingOf(rival, rival.entry)
      const isEqual = standing === rivalStanding
      if (isEqual ? isEarlier(entry, rival.entry) : standing > rivalStanding) {
        const is = overruled(rival, rival.entry, entry, standing !== NONE, isEqual && standing !== NONE)
        others.push({ was: rival, is, isOfThisRun: unsettled?.has(key) === true })
      } else if (isEqual && standing !== NONE) {
        ruled = kept(record, entry, addressTaken(entry, rival.entry, STAYS_BESIDE, now))
      } else {
        const home = homeOf(entry)
        if (home === undefined) {
          const finding = addressTaken(
            entry,
            rival.entry,
            rivalStanding === NONE ? EARLIER : READERS_HAVE,
            now,
          )
          return { record: leftOut(record, finding, remembered(memory, now)), others: [] }
        }
        const back = kept(
          record,
          { ...entry, url: home },
          addressTaken(entry, rival.entry, staysAt(home), now),
        )
        return (await rulingOn({ ...claim, record: back })) ?? { record: back, others: [] }
      }
    }
    return { record: ruled, others }
  }

  function rulingOn(claim: Claim): Promise<Ruling> | undefined {
    const { entry } = claim.record
    if (!isPublic(entry)) return undefined
    const others = othersAt(entry)
    const isUnstored = addresses.has(addressOf(entry)) || others.some((key) => keys.has(key))
    if (isUnstored) return store().then(() => judge(claim, entry, othersAt(entry)))
    return others.length === 0 ? undefined : judge(claim, entry, others)
  }

  function overruled(
    record: CatalogRecord,
    entry: ArticleEntry,
    holder: ArticleEntry,
    isHolderHad: boolean,
    isHad: boolean,
  ): CatalogRecord {
    if (isHad) return kept(record, entry, addressTaken(entry, holder, STAYS_BESIDE, now))
    const home = homeOf(entry)
    const back = home === undefined ? undefined : { ...entry, url: home }
    if (back !== undefined && othersAt(back).length === 0)
      return kept(record, back, addressTaken(entry, holder, staysAt(back.url), now))
    const finding = addressTaken(entry, holder, isHolderHad ? READERS_HAVE : EARLIER, now)
    return leftOut(record, finding, memoryBefore(record))
  }

  /** The address at which an article is published, if it has a different one now. */
  function homeOf({ id, key, url }: ArticleEntry): string | undefined {
    const known = published?.of(id)
    const home = moved.get(key)?.url ?? (known?.goneSince === undefined ? known?.url : undefined)
    return home === url ? undefined : home
  }

  /** The memory of an article that was never published is that before this run: it becomes due when it gets an address. */
  function memoryBefore({ key, memory }: CatalogRecord): ArticleMemory {
    const isKnown =
      (moved.get(key)?.wasPublic ?? wasReleased(memory, lastRun)) ||
      (memory.id !== undefined && published?.of(memory.id) !== undefined)
    return isKnown ? memory : remembered(waiting.get(key), now)
  }

  return {
    ruling(claim) {
      const { entry, key } = claim.record
      const was = claim.before && placeIn(claim.before)
      const wasPublic = wasReleased(claim.memory, lastRun)
      if (lastRun !== undefined && claim.memory !== undefined && !wasPublic) waiting.set(key, claim.memory)
      if (
        isPublic(entry) &&
        wasReleased(claim.record.memory, lastRun) &&
        (was === undefined || addressOf(was) !== addressOf(entry))
      )
        moved.set(key, { url: was?.url, wasPublic })
      return rulingOn(claim)
    },
    note({ entry, key }) {
      keys.add(key)
      if (isPublic(entry)) addresses.add(addressOf(entry))
    },
    stored() {
      addresses.clear()
      keys.clear()
    },
  }
}

/** What an article has to its address: readers have it there, or had it there and will again, or neither. */
type Standing = typeof HAS | typeof RETURNS | typeof NONE
const HAS = 2
const RETURNS = 1
const NONE = 0

/** The record of an article that is not left out, with a finding; its file is read again in the next run. */
function kept(record: CatalogRecord, entry: ArticleEntry, finding: Finding): CatalogRecord {
  return { ...record, entry, revision: '', findings: [...record.findings, finding] }
}

function leftOut(record: CatalogRecord, finding: Finding, memory: ArticleMemory): CatalogRecord {
  const { entry: _entry, ...rest } = record
  return { ...rest, revision: '', findings: [...record.findings, finding], memory }
}

const isEarlier = (one: ArticleEntry, other: ArticleEntry): boolean =>
  one.published === other.published ? one.key < other.key : one.published < other.published

const READERS_HAVE = 'which readers have at this address; it is left out'
const EARLIER = 'which was published first; it is left out'
const STAYS_BESIDE = 'and readers have both at this address; both stay and open one page'
const staysAt = (home: string): string => `and stays at ${home}, where readers have it`

/** The finding contains the address only if an article is already public there. */
function addressTaken(entry: ArticleEntry, other: ArticleEntry, outcome: string, now: Instant): Finding {
  const { key, url } = entry
  return {
    code: 'address-taken',
    severity: 'error',
    message: `The article has the address of ${other.key}, ${outcome}`,
    file: key,
    ...([entry, other].some((one) => isReleased(one, now)) && { got: url }),
    expected: 'a unique address',
    fix: `Give ${key} another address: set \`slug\` or \`url\` in its front matter. If it is the same article as ${other.key}, delete one of the two files.`,
  }
}
