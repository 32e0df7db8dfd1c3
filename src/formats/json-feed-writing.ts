import type { Enclosure, FeedDocument, Item, Media } from '../feed/document.ts'

/**
 * @param document reduced to what JSON Feed can represent. The order of keys is fixed, so that equal documents have
 * equal bytes.
 */
export function writeJsonFeed(document: FeedDocument): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: document.title,
    home_page_url: document.homeUrl || undefined,
    feed_url: document.selfUrl || undefined,
    description: document.description || undefined,
    next_url: document.archive?.previous,
    icon: document.image?.url,
    favicon: document.iconUrl,
    authors: listed(document.authors),
    language: document.language || undefined,
    hubs: listed(document.hubUrls.map((url) => ({ type: 'WebSub', url }))),
    items: document.items.map(itemObject),
  }
  return `${JSON.stringify(feed, null, 2)}\n`
}

/** An item requires `content_html` or `content_text`: without content, the summary is used, or else the title. */
function itemObject(item: Item) {
  const { contentHtml, summary, title } = item
  return {
    id: item.id,
    url: item.url || undefined,
    title: title || undefined,
    content_html: contentHtml,
    content_text: contentHtml === undefined ? (summary ?? title) : undefined,
    summary,
    image: item.image?.url,
    _image: item.image && wordsOf(item.image),
    date_published: item.published,
    date_modified: item.updated,
    authors: listed(item.authors),
    tags: listed(item.categories.map(({ term }) => term)),
    language: item.language,
    attachments: listed(item.enclosures.map(attachment)),
  }
}

function wordsOf({ alt, caption, credit }: Media) {
  return [alt, caption, credit].every((text) => text === undefined) ? undefined : { alt, caption, credit }
}

function attachment({ url, type, title, length }: Enclosure) {
  return { url, mime_type: type, title, size_in_bytes: length }
}

function listed<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values
}
