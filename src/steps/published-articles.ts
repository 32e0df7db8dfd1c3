import type { ArticleHead } from '../article/article.ts'
import { abbreviated } from '../article/content-hash.ts'
import { clockInstant } from '../article/instant.ts'
import type { PublishedArticle, PublishedArticles } from '../catalog/published-article.ts'
import type { Selection } from '../feed/definition.ts'
import type { LeftItem } from '../feed/published-state.ts'
import { selects } from '../feed/selection.ts'
import type { PublishedSet } from '../targets/target.ts'
import { itemsOfPage } from './archive-pages.ts'
import type { Parts } from './parts.ts'

/** The published data about each article: from the manifest, and on demand from archive pages. */
export function publishedArticlesIn(parts: Parts, last: PublishedSet | undefined): PublishedArticles {
  const feeds = last?.feeds ?? []
  let heads: ReadonlyMap<string, PublishedArticle> | undefined
  let addresses: ReadonlyMap<string, string | undefined> | undefined
  let texts: ReadonlyMap<string, readonly (readonly [string, PublishedArticle])[]> | undefined
  let pages: Promise<ReadonlyMap<string, PublishedArticle>> | undefined

  function readHeads(): ReadonlyMap<string, PublishedArticle> {
    const told = new Map<string, PublishedArticle>()
    for (const { tombstones, retracted } of feeds)
      for (const { id, when } of tombstones) {
        const item = retracted.find((one) => one.id === id)
        if (item !== undefined)
          told.set(id, { ...known({ ...item, updated: item.published }), goneSince: when })
      }
    for (const { left = [] } of feeds) for (const item of left) told.set(item.id, known(item))
    for (const { items } of feeds) for (const item of items) told.set(item.id, known(item))
    return told
  }

  async function readPages(): Promise<ReadonlyMap<string, PublishedArticle>> {
    const told = new Map<string, PublishedArticle>()
    if (last === undefined) return told
    for (const feed of feeds)
      for (const page of feed.archives ?? []) {
        for (const item of await itemsOfPage(parts, last, feed, page)) told.set(item.id, known(item))
      }
    return told
  }

  return {
    isAny: feeds.some(
      ({ items, left = [], tombstones, archives = [] }) =>
        items.length + left.length + tombstones.length + archives.length > 0,
    ),
    of(id) {
      heads ??= readHeads()
      return heads.get(id)
    },
    idAt(url) {
      heads ??= readHeads()
      addresses ??= idsByAddress(heads)
      return addresses.get(url)
    },
    withText(contentHash) {
      heads ??= readHeads()
      texts ??= byText(heads)
      return texts.get(abbreviated(contentHash)) ?? []
    },
    async inArchives(id) {
      pages ??= readPages()
      return (await pages).get(id)
    },
    isInFeedsOf: (article, id, published) =>
      feeds.every(({ selection = {}, items, tombstones, isWhole, archives }) => {
        const isSelected = selectsHead(selection, article)
        if (items.some((item) => item.id === id)) return isSelected
        const isMissing =
          tombstones.some((one) => one.id === id) ||
          items.some((item) => item.published < published) ||
          (isWhole === true && archives === undefined)
        return !isSelected || !isMissing
      }),
    wouldHave(article, published) {
      return feeds.some(
        ({ selection, isWhole, items }) =>
          selection !== undefined &&
          selectsHead(selection, article) &&
          (isWhole === true || items.some((item) => item.published < published)),
      )
    },
  }
}

/** The ids of published articles by address; undefined for an address of several. */
function idsByAddress(heads: ReadonlyMap<string, PublishedArticle>): ReadonlyMap<string, string | undefined> {
  const ids = new Map<string, string | undefined>()
  for (const [id, { url, goneSince }] of heads)
    if (goneSince === undefined) ids.set(url, ids.has(url) ? undefined : id)
  return ids
}

/** Published articles by the abbreviated hashes of their texts. */
function byText(
  heads: ReadonlyMap<string, PublishedArticle>,
): ReadonlyMap<string, readonly (readonly [string, PublishedArticle])[]> {
  const texts = new Map<string, [string, PublishedArticle][]>()
  for (const [id, article] of heads) {
    if (article.contentHash === undefined || article.goneSince !== undefined) continue
    const hash = abbreviated(article.contentHash)
    texts.set(hash, [...(texts.get(hash) ?? []), [id, article]])
  }
  return texts
}

/** Whether a selection includes an article whose id and dates are not determined yet. */
function selectsHead(selection: Selection, article: ArticleHead): boolean {
  return selects(selection, { ...article, id: '', published: UNDATED, updated: UNDATED, firstSeen: UNDATED })
}

const UNDATED = clockInstant(0)

function known({ url, published, updated, firstSeen, ahead, returned, source }: LeftItem): PublishedArticle {
  return {
    url,
    published,
    updated,
    ...(firstSeen !== undefined && { firstSeen }),
    ...(ahead !== undefined && { ahead }),
    ...(returned !== undefined && { returned }),
    ...(source !== undefined && { contentHash: source }),
  }
}
