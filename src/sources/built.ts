import { resolve } from 'node:path'
import type { PageSelectors } from '../article/article.ts'
import { isPageName } from '../article/article-kind.ts'
import { createFolderSource, type FolderOptions } from './folder.ts'
import { pagePathOf } from './page-path.ts'
import { createPageReader } from './page-reader.ts'
import type { ArticleRef, ArticleSource, ReaderOfPages, SkippedRef } from './source.ts'
import { skippedRef } from './source-finding.ts'

export interface BuiltOptions extends Omit<FolderOptions, 'chosen' | 'files' | 'siteUrl' | 'gitDates'> {
  /** Absolute public URL of the pages, ending in `/`. */
  readonly siteUrl: string
  readonly selectors?: PageSelectors
  /** Whether only the pages in the sitemap are read, if there is one. */
  readonly isBySitemap?: boolean
}

/** Folders of a generated site that contain files of programs. */
const NO_PAGES = /(?:^|\/)(?:_[^/]*|node_modules)$/

/**
 * The pages of a generated site, or of any folder in it. If the folder has a sitemap, only the pages in it are read,
 * and the number of others is reported.
 *
 * @throws EnvironmentError like {@link createFolderSource}.
 */
export function createBuiltSource(
  folder: string,
  { siteUrl, selectors, isBySitemap = true, ...options }: BuiltOptions,
): ArticleSource {
  const base = pagePathOf(new URL(siteUrl).pathname)
  const setup: ReaderOfPages = {
    kind: 'pages',
    root: resolve(folder),
    siteUrl,
    ...(selectors !== undefined && { selectors }),
  }
  const { raw, media } = createPageReader(setup)
  const source = createFolderSource(folder, {
    ...options,
    chosen: { isWalked: (path) => !NO_PAGES.test(path), isArticle: () => true },
    // A server that returns `a.html` for the address `/a.html/` may have it as `a.html/index.html`.
    files: { isArticle: isPageName, raw, isAlsoFolder: true },
  })
  return {
    check: () => source.check?.(),
    load: (key) => source.load(key),
    place: (key) => source.place(key),
    keyOf: (path) => source.keyOf?.(path),
    ...(media !== undefined && { media }),
    readers: () => new Map([['', setup]]),
    watch: async (changed, watching) =>
      (await source.watch?.(changed, watching)) ?? { isPartial: () => true },
    async *list(signal, only) {
      // Loaded on demand, because most sources are not pages.
      const { isInSitemap, readSitemap } = await import('./sitemap.ts')
      const named = isBySitemap ? await readSitemap(folder) : undefined
      const others: string[] = []
      let count = 0
      for await (const batch of source.list(signal, only))
        yield batch.filter((listed: ArticleRef | SkippedRef) => {
          if (named === undefined || 'code' in listed) return !isOtherKind(listed)
          if (isInSitemap(named, base, listed.key)) {
            count += 1
            return true
          }
          others.push(listed.key)
          return false
        })
      // After a partial listing, the number of files has no meaning.
      if (only === undefined && others.length > 0) yield [notInSitemap(others.length, count)]
    },
  }
}

/** Every generated site contains templates, feeds and other files. */
const isOtherKind = (listed: ArticleRef | SkippedRef): boolean =>
  'code' in listed && (listed.code === 'page-unread' || listed.code === 'kind-unread')

/** Pages that a generator omits from its sitemap are often not meant to be found, so they are counted without names. */
const notInSitemap = (others: number, named: number): SkippedRef =>
  skippedRef(
    'not-in-sitemap',
    '',
    `${others} ${others === 1 ? 'page is' : 'pages are'} not in the sitemap, which lists ${named} of the existing pages; they are left out`,
    'If they are public, set the generator to add them to the sitemap, or set `sitemap: false` for the source.',
  )
