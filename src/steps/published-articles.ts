import type { PublishedArticle, PublishedArticles } from '../catalog/published-article.ts'
import { pageFolder } from '../feed/archive.ts'
import type { PublishedSet } from '../targets/target.ts'
import { itemsIn } from './archive-pages.ts'
import type { Parts } from './parts.ts'

/** The published data about each article: from the manifest, and on demand from archive pages. */
export function publishedArticlesIn(parts: Parts, last: PublishedSet | undefined): PublishedArticles {
  const feeds = last?.feeds ?? []
  let heads: ReadonlyMap<string, PublishedArticle> | undefined
  let pages: Promise<ReadonlyMap<string, PublishedArticle>> | undefined

  function readHeads(): ReadonlyMap<string, PublishedArticle> {
    const told = new Map<string, PublishedArticle>()
    for (const { tombstones, retracted } of feeds)
      for (const { id, when } of tombstones) {
        const item = retracted.find((one) => one.id === id)
        if (item !== undefined) told.set(id, { ...item, updated: item.published, goneSince: when })
      }
    for (const { left = [] } of feeds) for (const { id, ...item } of left) told.set(id, item)
    for (const { items } of feeds)
      for (const { id, url, published, updated, source } of items)
        told.set(id, { url, published, updated, ...(source !== undefined && { contentHash: source }) })
    return told
  }

  async function readPages(): Promise<ReadonlyMap<string, PublishedArticle>> {
    const told = new Map<string, PublishedArticle>()
    if (last === undefined) return told
    for (const feed of feeds)
      for (const { name } of feed.archives ?? [])
        for (const { id, url, published, updated } of await itemsIn(
          parts,
          last,
          `${pageFolder(feed, name)}/`,
        ))
          told.set(id, { url, published, updated })
    return told
  }

  return {
    isAny: feeds.some(({ items }) => items.length > 0),
    of(id) {
      heads ??= readHeads()
      return heads.get(id)
    },
    async inArchives(id) {
      pages ??= readPages()
      return (await pages).get(id)
    },
  }
}
