import type { Written } from '../compose-article.ts'
import type { FindingCollector } from '../finding-collector.ts'
import type { FrontMatterValues } from '../front-matter/values.ts'
import type { Site } from '../site.ts'
import { headlineOf, isSameHeadline } from './headline.ts'

/** Parses a Markdown text, including the headline at its beginning if the front matter states none. */
export function readMarkdown(
  body: string,
  values: FrontMatterValues,
  site: Site,
  notes: FindingCollector,
): Written {
  const stated = values.plainText('title', site.url)
  // Problems in a headline that remains in the text are reported with the text.
  const headline = headlineOf(body, site, (code, remark) => {
    if (stated === undefined) notes.add(code, remark)
  })
  // A headline that is also in the text would be shown twice.
  const repeats = headline !== undefined && (stated === undefined || isSameHeadline(stated, headline.text))
  const text = repeats ? body.slice(headline.end) : body
  return { title: stated ?? headline?.text, body: { kind: 'markdown', text: text.trim() === '' ? '' : text } }
}
