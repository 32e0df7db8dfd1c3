import type { RawFields } from '../article.ts'
import { sectionNamed } from '../breadcrumb.ts'
import { readDate } from '../dates.ts'
import { fieldsOf } from '../fields.ts'
import type { Site } from '../site.ts'
import { writtenDatesIn } from '../written-date.ts'
import type { PageArticle } from './read-page.ts'

/** Who may read what a page says is for those who paid. */
const PAYING = 'subscribers'

/** A page as the fields of an article; of its sections the one that the site has counts. */
export function rawOfPage(key: string, page: PageArticle, site: Site): RawFields {
  const { published, updated, authors, section, isPaid, html } = page
  const named = section === undefined ? undefined : sectionNamed(section, site.sections)
  const fields = {
    title: page.title,
    date: momentOf(published, site),
    updated: momentOf(updated, site),
    url: page.url,
    section: named,
    author: authors,
    tags: page.tags,
    summary: page.summary,
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

/** A moment that markup states, in its own form or as people write it. */
function momentOf(text: string | undefined, { timeZone }: Site): string | undefined {
  if (text === undefined) return undefined
  const moment = readDate(text, timeZone)
  if (typeof moment === 'string') return moment
  const [written] = writtenDatesIn(text.slice(0, 200))
  const found = written === undefined ? undefined : readDate(written.date, timeZone)
  return typeof found === 'string' ? found : undefined
}
