import type { Finding } from '../finding.ts'
import type { AddressedFile } from './addresses.ts'
import type { FeedDefinition } from './definition.ts'
import { documentAddress, type NamedFormat } from './document-path.ts'
import type { PublishedFeed } from './published-state.ts'

/** Published feeds that are no longer defined: a section, tag or feed was renamed or removed. */
export interface UndefinedFeeds {
  /** Feeds that stay published, because the settings do not say what happens to their addresses. */
  readonly kept: readonly PublishedFeed[]
  /** Feeds that the settings allow to be removed. */
  readonly released: readonly PublishedFeed[]
}

/** @param isReleased whether the settings list an address as moved or gone */
export function undefinedFeeds(
  defined: readonly FeedDefinition[],
  last: { readonly feeds: readonly PublishedFeed[]; readonly files: readonly AddressedFile[] },
  isReleased: (address: string) => boolean,
  formats: readonly NamedFormat[],
): UndefinedFeeds {
  const names = new Set(defined.map(({ name }) => name))
  const kept: PublishedFeed[] = []
  const released: PublishedFeed[] = []
  const left = last.feeds.filter(({ name }) => !names.has(name))
  if (left.length === 0) return { kept, released }
  // Readers of an address are served if another feed has it now.
  const taken = new Set(
    defined.flatMap((feed) => formats.map(({ fileName }) => keyOf(documentAddress(feed, fileName)))),
  )
  for (const feed of left) {
    const addresses = addressesOf(feed, last.files)
    const isServed = addresses.some((address) => taken.has(keyOf(address)))
    if (isServed || addresses.every(isReleased)) released.push(feed)
    else kept.push(feed)
  }
  return { kept, released }
}

/** Normalizes an address for file systems that ignore case. */
const keyOf = (address: string): string => address.toLowerCase()

function addressesOf({ name }: PublishedFeed, files: readonly AddressedFile[]): readonly string[] {
  return files.flatMap(({ feed, rank, path, address = path }) =>
    feed === name && rank === 'feed' ? [address] : [],
  )
}

/** Why a feed is no longer defined. */
export type UndefinedFor =
  /** Files of articles that it includes, or included, exist: the settings were changed. */
  | 'settings'
  /** So many files of its articles disappeared that this may be an accident. */
  | 'losses'
  /** Editors removed its word from all articles, or withdrew these. */
  | 'edits'

const SAID: Readonly<Record<UndefinedFor, string>> = {
  settings: 'the settings no longer define this feed: it stays as it was, without withdrawn articles',
  losses: 'the files of its articles are missing, and nothing says why: it stays as it was',
  edits: 'no public article has the tag, author or language of this feed any more: it stays published',
}

/**
 * The finding for an undefined feed that is kept.
 *
 * @param successor the feed that has all of its articles now, if any
 */
export function feedUndefined(
  seen: PublishedFeed,
  files: readonly AddressedFile[],
  reason: UndefinedFor,
  successor: Pick<FeedDefinition, 'path'> | undefined,
): Finding {
  const outside = addressesOf(seen, files).filter((address) => !address.startsWith(`${seen.path}/`))
  const places = [`${seen.path}/`, ...outside].map((address) => `/${address}`)
  const finding = {
    code: 'feed-undefined',
    severity: reason === 'edits' ? ('warning' as const) : ('error' as const),
    feed: seen.name,
    message: `readers poll ${places.join(', ')}; ${SAID[reason]} until the settings say what happens to its addresses`,
  }
  // A folder that is not mounted is not fixed by pasting settings.
  if (reason === 'losses')
    return {
      ...finding,
      fix: `restore the files, and check whether a folder is missing or not mounted; if the loss is intended, add ${places.join(', ')} to gone: in the settings`,
    }
  return {
    ...finding,
    expected: 'a line in redirects or gone, or the feed',
    fix: 'restore the definition of the feed, or add these lines to the settings (below an existing redirects: or gone:)',
    paste:
      successor === undefined
        ? `gone: [${places.join(', ')}]`
        : ['redirects:', ...places.map((place) => `  ${place}: /${successor.path}/`)].join('\n'),
  }
}
