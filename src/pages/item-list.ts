import type { Item, Media } from '../feed/document.ts'
import { languageAttributes, languageTag } from './language.ts'
import { webUrl } from './listing.ts'
import { attribute, lines, type Markup, markup } from './markup.ts'
import { anchor, timeElement, type Voice } from './page.ts'

/** The items for people: headline with a link to the article, date, authors, picture and summary. */
export function itemList(items: readonly Item[], voice: Voice): Markup {
  return markup`<ol role="list" class="items">
${items.map((item) => markup`<li>${article(item, voice)}</li>`)}
</ol>`
}

function article(item: Item, voice: Voice): Markup {
  return markup`<article${languageAttributes(item.language)}>
${lines(
  markup`<h3>${anchor(webUrl(item.url), item.title)}</h3>`,
  byline(item, voice),
  item.image === undefined ? undefined : figure(item.image),
  item.summary === undefined ? undefined : markup`<p class="summary">${item.summary}</p>`,
)}
</article>`
}

function byline(item: Item, { words, attributes: inherited }: Voice): Markup {
  // Within an article in another language, the dates must state their language again.
  const attributes = languageTag(item.language) === undefined ? inherited : languageAttributes(words.language)
  const authors = item.authors.map(({ name, url }) => {
    const href = webUrl(url)
    return href === undefined ? markup`<bdi>${name}</bdi>` : markup`<a href="${href}"><bdi>${name}</bdi></a>`
  })
  const [first, ...others] = authors
  const names = others.reduce((list, name) => markup`${list}${words.comma}${name}`, first ?? markup``)
  const by = first === undefined ? undefined : markup`<span>${names}</span>`
  const updated =
    item.updated === item.published
      ? undefined
      : markup`<span${attributes}>${words.updated} ${timeElement(item.updated, words)}</span>`
  return markup`<p class="byline">
${lines(markup`<span${attributes}>${timeElement(item.published, words)}</span>`, updated, by)}
</p>`
}

function figure(image: Media): Markup | undefined {
  const source = webUrl(image.url)
  if (source === undefined) return undefined
  const size = markup`${attribute('width', image.width)}${attribute('height', image.height)}`
  const credit = image.credit === undefined ? undefined : markup`<figcaption>${image.credit}</figcaption>`
  return markup`<figure>
${lines(
  markup`<img src="${source}" alt="${image.alt ?? ''}"${size} loading="lazy" decoding="async">`,
  credit,
)}
</figure>`
}
