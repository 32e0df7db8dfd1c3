import type { FeedFormat, FormatEntry } from './format.ts'

/** Every format, in the order in which settings, reports and files name them. */
export const formatEntries: readonly [FormatEntry, ...FormatEntry[]] = [
  {
    name: 'rss',
    fileName: 'rss.xml',
    label: 'RSS 2.0',
    load: async () => (await import('./rss.ts')).rss,
  },
  {
    name: 'atom',
    fileName: 'atom.xml',
    label: 'Atom 1.0',
    addresses: /atom(?![^/]*json$)[^/]*\/?$/i,
    load: async () => (await import('./atom.ts')).atom,
  },
  {
    name: 'json',
    fileName: 'feed.json',
    label: 'JSON Feed 1.1',
    addresses: /json$/i,
    load: async () => (await import('./json-feed.ts')).jsonFeed,
  },
]

/** Every format, ready to write and read. */
export function loadFormats(): Promise<readonly FeedFormat[]> {
  return Promise.all(formatEntries.map(loaded))
}

/** The format of this name in settings. */
export async function loadFormat(name: string): Promise<FeedFormat | undefined> {
  const entry = formatEntries.find((format) => format.name === name)
  return entry && loaded(entry)
}

async function loaded({ name, fileName, label, load }: FormatEntry): Promise<FeedFormat> {
  return { ...(await load()), name, fileName, label }
}
