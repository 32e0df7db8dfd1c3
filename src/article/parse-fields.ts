import type { ParsedArticle, RawFields } from './article.ts'
import { articleFinding } from './article-finding.ts'
import { noteCharacters } from './character-findings.ts'
import type { Written } from './compose-article.ts'
import { FindingCollector } from './finding-collector.ts'
import { FrontMatterValues } from './front-matter/values.ts'
import { readMarkdown } from './markdown/read-markdown.ts'
import type { ArticleContext, MediaLookup, Site } from './site.ts'
import { statedArticle } from './stated-article.ts'
import { legalText } from './text.ts'

/** Maximum length of a body, in UTF-16 code units. */
const MOST_TEXT = 10 * 1024 * 1024

/**
 * Parses an article that consists of fields and a text. Its key is not a chosen name, so it provides neither slug nor
 * date.
 */
export function parseFields(
  { key, fields, body }: RawFields,
  context: ArticleContext,
  media: MediaLookup,
): ParsedArticle {
  if (body.text.length > MOST_TEXT) return { findings: [tooLarge(key, body.text.length)] }
  const notes = new FindingCollector(key)
  const text = legalText(body.text)
  noteCharacters(body.text, text, notes)
  const values = new FrontMatterValues(fields, notes)
  const written = writtenOf(body.kind, text, values, context.site, notes)
  const gates = values.gates.read(context.site.timeZone)
  return statedArticle(
    { key, values, gates, written, day: undefined, length: text.length },
    context,
    media,
    notes,
  )
}

function writtenOf(
  kind: RawFields['body']['kind'],
  text: string,
  values: FrontMatterValues,
  site: Site,
  notes: FindingCollector,
): Written {
  if (kind === 'markdown') return readMarkdown(text, values, site, notes)
  return {
    title: values.plainText('title', site.url),
    body: { kind, text: text.trim() === '' ? '' : text },
  }
}

const tooLarge = (key: string, length: number) =>
  articleFinding('article-too-large', key, {
    message: 'the text is too large for an article',
    got: `${length} characters`,
    expected: `at most ${MOST_TEXT}`,
    fix: 'split the article, or remove it from the source',
  })
