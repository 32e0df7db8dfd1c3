import type { FeedFormat, FormatEntry } from './format.ts'

/** All formats, in the order of settings, reports and files. */
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

/** Loads all formats. */
export function loadFormats(): Promise<readonly FeedFormat[]> {
  return Promise.all(formatEntries.map(loaded))
}

/** Loads the format with this name in settings. */
export async function loadFormat(name: string): Promise<FeedFormat | undefined> {
  const entry = formatEntries.find((format) => format.name === name)
  return entry && loaded(entry)
}

async function loaded({ name, fileName, label, load }: FormatEntry): Promise<FeedFormat> {
  return { ...(await load()), name, fileName, label }
}
