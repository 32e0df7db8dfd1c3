import type { ArticleEntry, ParsedArticle, RawArticle } from '../article/article.ts'
import type { RenderedBody } from '../article/body.ts'
import type { Instant } from '../article/instant.ts'
import type { MediaLookup, Site } from '../article/site.ts'
import type { BodyCache } from '../catalog/bodies.ts'
import type { Catalog, MediaUse } from '../catalog/catalog.ts'
import { noteMedia, type ReadFiles, readFilesWith } from '../catalog/reading.ts'
import type { ArticleSource } from '../sources/source.ts'
import { readInThreads } from './reading-threads.ts'

/** Reads and parses articles of a source, and renders their bodies. */
export interface ArticleReader {
  parse(raw: RawArticle, now: Instant, media: MediaLookup): Promise<ParsedArticle>
  /** Reads and parses articles as of `now`. */
  readFiles(now: Instant): ReadFiles
  /** The article's body, or undefined if the source no longer has the revision in the catalog. */
  bodyOf(entry: ArticleEntry, now: Instant): Promise<RenderedBody | undefined>
  /** Loads the parsers in advance. */
  prepare(): Promise<void>
}

export interface ArticleReaderParts {
  readonly source: ArticleSource
  readonly catalog: Pick<Catalog, 'get'>
  readonly bodies: BodyCache
  readonly site: Site
  /** See `Parts.generation`. */
  readonly generation: string
}

/** Number of articles parsed at a time in this thread. */
const CONCURRENCY = 8

export function createArticleReader(parts: ArticleReaderParts): ArticleReader {
  const { source, catalog, bodies, site, generation } = parts
  const { media } = source
  const underWay = new Map<string, ReturnType<typeof render>>()
  const reader: ArticleReader = {
    async parse(raw, now, lookup) {
      const { readSiteArticle } = await loadParser()
      return readSiteArticle(raw, { site, now }, lookup)
    },
    readFiles: (now) =>
      readInThreads(
        { site, source, now },
        readFilesWith({
          parse: (raw, lookup) => reader.parse(raw, now, lookup),
          media,
          concurrency: CONCURRENCY,
        }),
      ),
    async bodyOf(entry, now) {
      const revision = catalog.get(entry.key)?.revision
      const origin = JSON.stringify([generation, revision, entry.contentHash, entry.url, entry.linked])
      const kept = bodies.get(entry.key, origin)
      const isSame = ({ path, revision: seen }: MediaUse) => (media?.revision(path) ?? '') === seen
      if (kept?.media.every(isSame)) return kept.body
      // Runs for several targets request the same body at once.
      const asked = `${entry.key}\n${origin}`
      const rendering = underWay.get(asked) ?? render(entry, now).finally(() => underWay.delete(asked))
      underWay.set(asked, rendering)
      const rendered = await rendering
      if (rendered !== undefined && revision !== undefined && revision !== '')
        bodies.keep(entry.key, origin, rendered)
      return rendered?.body
    },
    async prepare() {
      await Promise.all([loadParser(), loadRenderer()])
    },
  }
  return reader

  async function render(entry: ArticleEntry, now: Instant) {
    const raw = await source.load(entry.key).catch(() => undefined)
    const lookup = media?.lookup ?? NOWHERE
    const article = raw === undefined ? undefined : (await reader.parse(raw, now, lookup)).value
    if (article?.contentHash !== entry.contentHash) return undefined
    const { renderBody } = await loadRenderer()
    const noted = noteMedia(media)
    const { linked } = entry
    const body = renderBody(article, {
      site,
      media: noted.lookup,
      files: noted.file,
      articles: (path) => linked?.[path],
    })
    return { body, media: noted.uses() }
  }
}

// Loaded on demand, because most runs find nothing to do.
const loadParser = () => import('../article/site-article.ts')
const loadRenderer = () => import('../article/body.ts')

const NOWHERE = (): undefined => undefined
