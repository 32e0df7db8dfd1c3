import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Publisher, withPublisher } from '../../app.ts'
import { statedId } from '../../article/ids.ts'
import { clockInstant } from '../../article/instant.ts'
import {
  type ExistingFeed,
  type FirstSettings,
  firstSettingsText,
  type KeptFeeds,
  USUAL_LIMIT,
} from '../../dialects/first-settings.ts'
import type { PublishedItem } from '../../feed/published-state.ts'
import { isReleased } from '../../feed/selection.ts'
import type { ExistingDocument } from '../../gate/existing-feed.ts'
import { quietReporter } from '../../reporting/quiet-reporter.ts'
import type { RunReport } from '../../reporting/reporter.ts'
import { pageAddress } from '../../sources/page-path.ts'
import type { Io } from '../command.ts'
import { keptFeeds, type ListedArticle, type OtherFeed } from './other-feeds.ts'

/** The result of a build with settings that are not written yet. */
export interface Trial {
  /** The settings. */
  readonly text: string
  /** Items of all feeds, by id. */
  readonly items: ReadonlyMap<string, PublishedItem>
  readonly report: RunReport
  /** The resulting feed documents. */
  readonly documents: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  /** How the further feeds are kept; absent if there are none. */
  readonly others?: KeptFeeds
  /** The public articles by address, normalized by {@link addressKey}. */
  readonly publicArticles: ReadonlyMap<string, PublicArticle>
  /** Sections with public articles. */
  readonly sections: ReadonlySet<string>
  /** Addresses of the articles that are not public. */
  readonly otherAddresses: ReadonlySet<string>
  /** Keys of articles whose addresses are guessed. */
  readonly guessedKeys: readonly string[]
  /** Keys of files that cannot be used and may state that they are not public: their addresses are unknown. */
  readonly withheldKeys: readonly string[]
  /** Addresses that they have if they are pages. */
  readonly withheldAddresses: ReadonlySet<string>
}

/** A public article, which may be too old for a feed. */
type PublicArticle = ListedArticle

/** The existing feed, and its size as a document. */
export interface ExistingFile {
  readonly bytes: Uint8Array
  readonly document: ExistingDocument
  /** The other feeds of the site. */
  readonly others: readonly OtherFeed[]
}

/** Builds the site with these settings in memory, determines what they lack, and builds it again. */
export async function tryOut(
  siteDir: string,
  first: FirstSettings,
  existing: ExistingFile | undefined,
  io: Io,
): Promise<Trial> {
  const scratch = await mkdtemp(join(tmpdir(), 'feedwright-init-'))
  try {
    const plain = await builtWith(first, siteDir, join(scratch, 'first'), io)
    const sections = usedSections(first, plain)
    if (existing === undefined) {
      if (sections.length === first.sections.length) return plain
      return await builtWith({ ...first, sections }, siteDir, join(scratch, 'last'), io)
    }
    const { document, bytes } = existing
    const ids = {
      ...(first.source.kind === 'built' && missingIds(document, plain, first.url)),
      ...learnedIds(document, plain.publicArticles, first.url),
    }
    const limit = limitFor(document, plain)
    const others = otherFeedsKept(existing, first, plain)
    const isSame =
      others === undefined &&
      Object.keys(ids).length === 0 &&
      sections.length === first.sections.length &&
      limit === undefined
    const feed = first.feed && { feed: { ...first.feed, ...(limit !== undefined && { limit }) } }
    const settings = { ...first, ids, sections, ...feed, ...(others && { others }) }
    let trial = isSame ? plain : await builtWith(settings, siteDir, join(scratch, 'known'), io)
    for (const [at, size] of sizesFor(bytes.length).entries()) {
      if (settings.feed === undefined || !isShortened(document, trial)) break
      const sized = { ...settings, feed: { ...settings.feed, ...size } }
      trial = await builtWith(sized, siteDir, join(scratch, `size-${at}`), io)
    }
    return trial
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** How the other feeds keep their addresses; undefined if there is none that can. */
function otherFeedsKept(
  { document, others }: ExistingFile,
  { url, feed, isMultilingual, language }: FirstSettings,
  { publicArticles }: Trial,
): KeptFeeds | undefined {
  if (feed === undefined || others.length === 0) return undefined
  const all = [...new Set(publicArticles.values())]
  const articleOf = articlesByUrl(publicArticles)
  const known = learnedIds(document, publicArticles, url)
  const kept = keptFeeds(others, {
    main: { ...feed, known: [...new Set(document.items.flatMap((item) => articleOf(item.url) ?? []))] },
    articles: isMultilingual === true ? all.filter((article) => article.language === language) : all,
    articleOf,
    idOf: (article) => known[addressInSettings(article.url, url)] ?? statedId(article.id),
  })
  return kept.paths.length + kept.withOtherIds.length === 0 ? undefined : kept
}

/** A section without public articles would be a feed without items. */
function usedSections(first: FirstSettings, trial: Trial): readonly string[] {
  const used = first.sections.filter((name) => trial.sections.has(name))
  return used.length === 0 ? first.sections : used
}

/** Whether articles of the existing feed were left out because the document would be too large. */
function isShortened({ items }: ExistingDocument, trial: Trial): boolean {
  if (!trial.report.findings.some(({ code }) => code === 'feed-over-budget')) return false
  const kept = new Set([...trial.items.values()].map(({ url }) => addressKey(url)))
  return items
    .map(({ url }) => addressKey(url))
    .some((url) => trial.publicArticles.has(url) && !kept.has(url))
}

/** Default maximum size of a document; see the setting `maxBytes`. */
const USUAL_BYTES = 1_048_576
const MOST_BYTES = 100_000_000

/**
 * Settings with which as many items as in an existing feed may fit, in the order in which they are tried. A larger
 * document than usual has whole texts, which its readers keep; one of usual size with more items has shorter texts.
 */
function sizesFor(bytes: number): readonly Pick<ExistingFeed, 'content' | 'maxBytes'>[] {
  if (bytes <= USUAL_BYTES) return [{ content: 'excerpt' }, { content: 'summary' }]
  return [1.5, 3].map((share) => ({
    maxBytes: Math.min(Math.ceil((bytes * share) / USUAL_BYTES) * USUAL_BYTES, MOST_BYTES),
  }))
}

async function builtWith(first: FirstSettings, siteDir: string, scratch: string, io: Io): Promise<Trial> {
  const text = firstSettingsText(first)
  await mkdir(scratch, { recursive: true })
  const config = join(scratch, 'feedwright.yaml')
  await writeFile(config, text)
  const places = { cwd: siteDir, config, out: join(scratch, 'out'), state: join(scratch, 'state') }
  return withPublisher(
    { ...places, compress: false, reporter: quietReporter, now: io.now },
    async (publisher) => {
      const report = await publisher.run({ signal: io.signal })
      const { set } = (await publisher.target.current()) ?? {}
      const files = set?.files.filter(({ rank }) => rank === 'feed') ?? []
      const documents = await Promise.all(
        files.map(async (file) => ({ path: file.path, bytes: await publisher.target.read(file) })),
      )
      const items = set?.feeds.flatMap((feed) => feed.items) ?? []
      const articles = articlesOf(publisher, io)
      const withheld = articles.withheldKeys.map((key) => addressKey(pageAddress(key, first.url)))
      return {
        text,
        items: new Map(items.map((item) => [item.id, item])),
        report,
        documents: documents.flatMap(({ path, bytes }) => (bytes === undefined ? [] : [{ path, bytes }])),
        ...(first.others && { others: first.others }),
        ...articles,
        withheldAddresses: new Set(withheld),
      }
    },
  )
}

/** Findings about a file whose front matter cannot be parsed, so that it may be a draft. */
const GATES_UNREAD =
  /^(?:front-matter-|gate-|(?:mdx-code|merge-conflict|lfs-pointer|text-not-utf-8|article-too-large)$)/

function articlesOf(
  { catalog }: Publisher,
  io: Io,
): Omit<Trial, 'text' | 'items' | 'report' | 'documents' | 'others' | 'withheldAddresses'> {
  const now = clockInstant(io.now())
  const publicArticles = new Map<string, PublicArticle>()
  const otherAddresses = new Set<string>()
  const sections = new Set<string>()
  const withheldKeys: string[] = []
  const guessedKeys: string[] = []
  for (const [key] of catalog.revisions()) {
    const { entry, isWithheld, findings = [] } = catalog.get(key) ?? {}
    if (findings.some(({ code }) => code === 'address-unsure')) guessedKeys.push(key)
    if (entry === undefined) {
      if (isWithheld === true || findings.some(({ code }) => GATES_UNREAD.test(code))) withheldKeys.push(key)
    } else if (isReleased(entry, now) && entry.audience === undefined) {
      publicArticles.set(addressKey(entry.url), entry)
      sections.add(entry.section)
    } else otherAddresses.add(addressKey(entry.url))
  }
  return { publicArticles, sections, otherAddresses, guessedKeys, withheldKeys }
}

/**
 * Maximum number of items with which the feed goes back as far as the existing one, and no further: readers would get
 * older articles as new. Undefined if the usual number does this.
 */
function limitFor({ items }: ExistingDocument, { publicArticles }: Trial): number | undefined {
  const articleOf = articlesByUrl(publicArticles)
  const known = items.flatMap(({ url }) => articleOf(url)?.published ?? [])
  const [oldest] = known.toSorted()
  if (oldest === undefined) return undefined
  const reach = [...publicArticles.values()].filter(({ published }) => published >= oldest).length
  const limit = Math.max(reach, items.length)
  return limit > USUAL_LIMIT || publicArticles.size > limit ? Math.min(limit, MOST_ITEMS) : undefined
}

/** The most that the setting `limit` allows. */
const MOST_ITEMS = 10_000

/** Finds articles by the address of an item; the site may have moved to another host since its feed was written. */
function articlesByUrl(
  byAddress: ReadonlyMap<string, PublicArticle>,
): (url: string) => PublicArticle | undefined {
  const byPath = new Map([...byAddress].map(([address, item]) => [pathIn(address), item] as const))
  return (url) => {
    const address = addressKey(url)
    return byAddress.get(address) ?? (pathIn(address) === '' ? undefined : byPath.get(pathIn(address)))
  }
}

/** Ids by address, for items that readers know under another id than the program's rule gives. */
function learnedIds(
  { items }: ExistingDocument,
  byAddress: ReadonlyMap<string, PublicArticle>,
  siteUrl: string,
): Readonly<Record<string, string>> {
  const articleOf = articlesByUrl(byAddress)
  // Of several items with one id, readers know the first.
  const taken = new Set<string>()
  return Object.fromEntries(
    items.flatMap(({ id, url }) => {
      const item = articleOf(url)
      if (id === '' || item === undefined || taken.has(id)) return []
      taken.add(id)
      return statedId(item.id) === id ? [] : [[addressInSettings(item.url, siteUrl), id]]
    }),
  )
}

/** Ids by address, for items of the site without an article: a build then reports that these are missing. */
function missingIds(
  { items, home }: ExistingDocument,
  { publicArticles, otherAddresses, withheldAddresses }: Trial,
  siteUrl: string,
): Readonly<Record<string, string>> {
  const roots = [siteUrl, home ?? siteUrl].map((url) => `${addressKey(url)}/`)
  return Object.fromEntries(
    items.flatMap(({ id, url }) => {
      const address = addressKey(url)
      const root = roots.find((one) => address.startsWith(one))
      if (id === '' || root === undefined || !URL.canParse(url)) return []
      if ([publicArticles, otherAddresses, withheldAddresses].some((known) => known.has(address))) return []
      return [[addressInSettings(url, siteUrl), id]]
    }),
  )
}

/** An address as keys of the settings have it: a path, if it is on the site. */
export const addressInSettings = (url: string, siteUrl: string): string =>
  url.startsWith(siteUrl) ? `/${url.slice(siteUrl.length).replace(/^\/+/, '')}` : url

const pathIn = (address: string): string => address.replace(/^[^/]*\/?/, '')

/**
 * Normalizes an address: without scheme, file name extension, final slash, percent-encoding, capitals in the host, and
 * parameters that count visits.
 */
export function addressKey(url: string): string {
  const bare = url
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/^[^/]+/, (host) => host.toLowerCase())
    .replace(/([?&])utm_[^&#]*(?:&|(?=#|$))/g, '$1')
    .replace(/[?&](?=#|$)/, '')
    .replace(/\/{2,}/g, '/')
    .replace(/(?:\/index)?(?:\.x?html?)?\/?$/i, '')
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
