import type { Finding } from '../finding.ts'
import { sidecarPath } from '../targets/published-path.ts'
import type { PublishedFile, PublishedSet, ServingFacts } from '../targets/target.ts'
import type { Announcer, Notice, Outcome, PublishedChange } from './announcer.ts'

/** One cache, or one server of several with their own copies. */
export interface Cache {
  /** Name in findings and metrics, without secrets. */
  readonly name: string
  /** Maximum number of addresses per request. */
  readonly batch: number
  /** Whether it purges by the key of a document, which is that of its precompressed copies as well. */
  readonly isByKey?: boolean
  purge(urls: readonly string[], signal: AbortSignal): Promise<Outcome>
}

/**
 * Purges the addresses whose bytes are new or gone from caches, and no others.
 *
 * @param hasVariants whether precompressed copies have addresses of their own
 */
export function createPurgeAnnouncer(caches: readonly Cache[], hasVariants: boolean): Announcer {
  const byName = new Map(caches.map((cache) => [cache.name, cache]))
  return {
    name: 'purge',
    isCache: true,
    receivers: () => [...byName.keys()],
    batchOf: (receiver) => byName.get(receiver)?.batch ?? Number.POSITIVE_INFINITY,
    noticesOf(change): readonly Notice[] {
      const plain = changedUrls(change, addressesOf)
      const all = hasVariants ? changedUrls(change, withVariants) : plain
      return caches.flatMap(({ name, isByKey }) =>
        (isByKey ? plain : all).map((about) => ({ receiver: name, about })),
      )
    },
    tell: async (receiver, urls, signal) => byName.get(receiver)?.purge(urls, signal) ?? { isTold: true },
    notTold,
  }
}

type AddressesOf = (file: PublishedFile) => readonly string[]

/** Absolute URLs whose responses have changed. */
function changedUrls({ before, after }: PublishedChange, addresses: AddressesOf): readonly string[] {
  const baseUrl = after.serving?.baseUrl
  if (baseUrl === undefined) return []
  const old = hashesByAddress(before, addresses)
  const now = hashesByAddress(after, addresses)
  const changed = [...now].flatMap(([address, sha256]) => (old.get(address) === sha256 ? [] : [address]))
  const gone = [...old.keys()].filter((address) => !now.has(address))
  const moved = movedAddresses(before?.serving, after.serving)
  return [...new Set([...changed, ...gone, ...moved])].map(
    (address) => new URL(encodeURI(address), baseUrl).href,
  )
}

function hashesByAddress(set: PublishedSet | undefined, addresses: AddressesOf): ReadonlyMap<string, string> {
  return new Map(set?.files.flatMap((file) => addresses(file).map((address) => [address, file.sha256])))
}

/** Servers show a file at its address, at its path, or, if it is an index, at its folder. */
function addressesOf({ path, address }: PublishedFile): readonly string[] {
  const folder = /^(?:.*\/)?(?=index\.html$)/.exec(path)?.[0]
  return [...new Set([address ?? path, path, ...(folder === undefined ? [] : [folder])])]
}

const withVariants: AddressesOf = (file) => [
  ...addressesOf(file),
  ...file.encodings.map((coding) => sidecarPath(file.path, coding)),
]

/** Paths, without folders, whose redirect or removal was added or dropped. */
function movedAddresses(
  before: ServingFacts | undefined,
  after: ServingFacts | undefined,
): readonly string[] {
  const told = (facts: ServingFacts | undefined) =>
    new Map([
      ...(facts?.redirects.map(({ from, to, status }) => [from, `${status} ${to}`] as const) ?? []),
      ...(facts?.gone.map((path) => [path, 'gone'] as const) ?? []),
    ])
  if (before === undefined) return []
  const [old, now] = [told(before), told(after)]
  return [...old.keys(), ...now.keys()].filter(
    (path) => !path.endsWith('/') && old.get(path) !== now.get(path),
  )
}

function notTold(cache: string, got: string): Finding {
  return {
    code: 'cache-not-purged',
    severity: 'warning',
    message: `${cache} was not purged and may serve old copies until they expire; feedwright tries again`,
    got,
    expected: 'a response that confirms the purge',
    fix: 'check `purge` in the settings, the credentials in the environment, and that the cache accepts purges from this machine',
  }
}
