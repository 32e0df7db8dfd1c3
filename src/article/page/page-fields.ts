import type { RawFields } from '../article.ts'
import { sectionNamed } from '../capture/breadcrumb.ts'
import { fieldsOf } from '../front-matter/fields.ts'
import type { Site } from '../site.ts'
import { pageMoment, statedMoment } from './page-moment.ts'
import type { PageArticle } from './read-page.ts'

/** The audience of pages that state that they are for paying readers. */
const PAYING = 'subscribers'

/** Converts a page to the fields of an article. */
export function rawOfPage(key: string, page: PageArticle, site: Site): RawFields {
  const { published, updated, authors, section, isPaid, html } = page
  const named = sectionOf(key, section, site)
  const language = page.language ?? site.language
  const fields = {
    title: page.title,
    // An unreadable date may be in the future: the article then waits until the date is corrected.
    date: pageMoment(published, page.url, { ...site, language }) ?? published,
    updated: statedMoment(updated, { ...site, language }),
    url: page.url,
    section: named,
    author: authors,
    tags: page.tags,
    // Some themes state the whole text.
    summary: page.summary !== undefined && page.summary.length > MOST_SUMMARY ? undefined : page.summary,
    image: page.image,
    language: page.language,
    audience: isPaid === true ? PAYING : undefined,
  }
  const stated = Object.entries(fields).filter(([, value]) => value !== undefined)
  return {
    key,
    kind: 'fields',
    fields: fieldsOf(Object.fromEntries(stated)),
    body: { kind: 'html', text: html },
  }
}

/** Maximum number of characters of a stated summary. */
const MOST_SUMMARY = 2000

/**
 * The site's section that a page names, or else the innermost folder of the page that is named like one, or else the
 * only section.
 */
function sectionOf(key: string, stated: string | undefined, { sections }: Site): string | undefined {
  const named = stated === undefined ? undefined : sectionNamed(stated, sections)
  const folders = key.split('/').slice(0, -1).reverse()
  const around = folders.map((folder) => sectionNamed(folder, sections)).find((name) => name !== undefined)
  const [only, ...others] = sections.keys()
  return named ?? around ?? (others.length === 0 ? only : undefined)
}
