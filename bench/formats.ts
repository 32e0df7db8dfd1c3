/**
 * What completeness and proof cost: writing a feed of 50 items of 5 KB, and writing and verifying it, against the time
 * the `feed` package alone takes for what it is able to say of the same items. Node 22.18 or newer:
 * `node bench/formats.ts [rounds]`.
 */
import { Feed } from 'feed'
import type { Instant } from '../src/article/instant.ts'
import type { FeedDocument, Item } from '../src/feed/document.ts'
import { loadFormats } from '../src/formats/index.ts'
import { checkRoundTrip } from '../src/gate/round-trip.ts'

const rounds = Number(process.argv[2] ?? 60)
const encoder = new TextEncoder()
const document = sample()

for (const format of await loadFormats()) {
  const alone = { rss: rssAlone, atom: atomAlone, json: jsonAlone }[format.name] ?? rssAlone
  const bytes = encoder.encode(format.write(document))
  const findings = checkRoundTrip(format, document, bytes, 'bench')
  if (findings.length > 0) throw new Error(JSON.stringify(findings))
  compare(`${format.label}, ${bytes.length} bytes`, alone, {
    write: () => format.write(document),
    verify: () => checkRoundTrip(format, document, bytes, 'bench'),
    both: () => checkRoundTrip(format, document, encoder.encode(format.write(document)), 'bench'),
  })
}

function compare(title: string, alone: () => unknown, parts: Readonly<Record<string, () => unknown>>): void {
  const ratios = new Map(Object.keys(parts).map((name) => [name, [] as number[]]))
  const floors: number[] = []
  for (let round = -20; round < rounds; round += 1) {
    for (const [name, part] of Object.entries(parts)) {
      const floor = milliseconds(alone)
      const time = milliseconds(part)
      if (round < 0) continue
      floors.push(floor)
      ratios.get(name)?.push(time / floor)
    }
  }
  console.log(`${title}; feed alone ${spread(floors)} ms`)
  for (const [name, values] of ratios) console.log(`  ${name.padEnd(7)} ${spread(values)} × feed alone`)
}

function milliseconds(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Least / median / greatest. */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  return [0, Math.floor(sorted.length / 2), sorted.length - 1]
    .map((at) => (sorted[at] ?? 0).toFixed(2))
    .join(' / ')
}

function feedAlone(): Feed {
  const feed = new Feed({
    id: document.id,
    title: document.title,
    description: document.description,
    link: document.homeUrl,
    feed: document.selfUrl,
    language: document.language,
    updated: new Date(document.updated),
  })
  for (const item of document.items) {
    feed.addItem({
      id: item.id,
      title: item.title,
      link: item.url,
      date: new Date(item.updated),
      published: new Date(item.published),
      description: item.summary ?? '',
      content: item.contentHtml ?? '',
      author: item.authors.map(({ name }) => ({ name })),
      category: item.categories.map(({ term }) => ({ name: term, term })),
    })
  }
  return feed
}

function rssAlone(): string {
  return feedAlone().rss2()
}

function atomAlone(): string {
  return feedAlone().atom1()
}

function jsonAlone(): string {
  return feedAlone().json1()
}

function sample(): FeedDocument {
  const items = Array.from({ length: 50 }, (_, index) => sampleItem(index))
  return {
    id: 'tag:news.example,2024:world',
    title: 'World',
    description: 'News of the world',
    homeUrl: 'https://news.example/world/',
    selfUrl: 'https://feeds.news.example/world/feed',
    language: 'en',
    updated: '2024-03-01T00:00:00Z' as Instant,
    authors: [{ name: 'World desk' }],
    ttl: 15,
    hubUrls: [],
    alternates: [],
    tombstones: [],
    items,
  }
}

function sampleItem(index: number): Item {
  const slug = `world/article-${index}`
  const moment = `2024-02-${String(28 - (index % 28)).padStart(2, '0')}T12:00:00Z` as Instant
  const paragraph = `<p>The river rose by <em>two metres</em> overnight, said the ports &amp; ferries authority of <a href="https://news.example/places/${index}/?a=1&amp;b=2">the province</a>; “it will fall – slowly – by Friday”, according to its spokeswoman, who asked people to stay away.</p>\n`
  return {
    id: `tag:news.example,2024:${slug}`,
    url: `https://news.example/${slug}/`,
    title: `Article ${index}: levels < 2 m & falling`,
    published: moment,
    updated: moment,
    summary: 'What happened overnight at the river, what the authority says & when it is expected to fall.',
    contentHtml: paragraph.repeat(Math.ceil(5000 / paragraph.length)),
    authors: [{ name: 'Jane Doe' }],
    categories: [
      { term: 'rivers', scheme: 'https://news.example/tags/', label: 'Rivers' },
      { term: 'weather', scheme: 'https://news.example/tags/', label: 'Weather' },
    ],
    image: {
      url: `https://news.example/media/${index}.jpg`,
      type: 'image/jpeg',
      length: 48213,
      width: 1200,
      height: 800,
      alt: 'The river',
    },
    enclosures: [{ url: `https://news.example/media/${index}.jpg`, type: 'image/jpeg', length: 48213 }],
  }
}
