import type { Finding } from '../finding.ts'
import type { AddressedFile } from './addresses.ts'
import type { FeedDefinition } from './definition.ts'
import { documentAddress, type NamedFormat } from './document-path.ts'
import type { PublishedFeed } from './published-state.ts'

/** Feeds that readers have and that nothing defines any more: a section, a tag or a feed was renamed or taken out. */
export interface UndefinedFeeds {
  /** Those that stay published: the settings do not say what becomes of their addresses. */
  readonly kept: readonly PublishedFeed[]
  /** Those that the settings let go. */
  readonly released: readonly PublishedFeed[]
}

/** @param isReleased whether the settings say what became of an address: that it moved or is gone */
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
  // Another feed that has come to an address serves its readers.
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

/** What a file system that ignores case takes for the same. */
const keyOf = (address: string): string => address.toLowerCase()

function addressesOf({ name }: PublishedFeed, files: readonly AddressedFile[]): readonly string[] {
  return files.flatMap(({ feed, rank, path, address = path }) =>
    feed === name && rank === 'feed' ? [address] : [],
  )
}

/** Why nothing defines a feed any more. */
export type UndefinedFor =
  /** Files of articles that it takes, or took, are there: the settings have changed. */
  | 'settings'
  /** So many files of its articles are gone without a word that it may be an accident. */
  | 'losses'
  /** Editors took its word out of all articles, or took these back. */
  | 'edits'

const SAID: Readonly<Record<UndefinedFor, string>> = {
  settings: 'the settings do not define this feed any more: it stays as it was, without what was taken back',
  losses: 'the files of its articles are gone, and nothing says why: it stays as it was',
  edits: 'no public article has the word any more for which this feed was made: it stays published',
}

/**
 * What is said of a feed that is kept although nothing defines it.
 *
 * @param successor the feed that has its articles now, where one has them all
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
    message: `readers poll ${places.join(', ')}; ${SAID[reason]} until the settings say what becomes of its addresses`,
  }
  // Lines to paste would be the wrong way out of a folder that is not mounted.
  if (reason === 'losses')
    return {
      ...finding,
      fix: `bring the files back: is a folder missing or not mounted? if the loss is meant, name ${places.join(', ')} under gone: in the settings`,
    }
  return {
    ...finding,
    expected: 'a line in redirects or gone, or the feed',
    fix: 'bring back what made the feed, or add these lines to the settings (below redirects: or gone: where it is there already)',
    paste:
      successor === undefined
        ? `gone: [${places.join(', ')}]`
        : ['redirects:', ...places.map((place) => `  ${place}: /${successor.path}/`)].join('\n'),
  }
}
