import type { Finding } from '../finding.ts'
import type { ParsedArticle, RawPage } from './article.ts'
import { articleFinding } from './article-finding.ts'
import type { HtmlElement } from './html/tree.ts'
import { decodePage } from './page/encoding.ts'
import { rawOfPage } from './page/page-fields.ts'
import { type NoArticle, type PageReading, readPage } from './page/read-page.ts'
import { selected, statedBy } from './page/selectors.ts'
import { parseFields } from './parse-fields.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/** Parses a web page: the article that it states to be. Most other pages produce no finding. */
export function parsePage(raw: RawPage, context: ArticleContext, media: MediaLookup): ParsedArticle {
  const { key, address, selectors = {} } = raw
  const { article, body, title, date } = selectors
  const reading = readPage(decodePage(raw.bytes), {
    address,
    ...(article !== undefined && { article: (root) => selected(root, article) !== undefined }),
    ...(body !== undefined && { body: (root) => selected(root, body) }),
    ...(title !== undefined && { title: (root) => stated(root, title) }),
    ...(date !== undefined && { date: (root) => stated(root, date) }),
  })
  if ('none' in reading) return leftOut(key, reading)
  const { url = address } = reading.article
  if (reading.isElsewhere && raw.hasPage(url)) return { findings: [] }
  const parsed = parseFields(rawOfPage(key, { ...reading.article, url }, context.site), context, media)
  if (reading.article.place !== 'guess') return parsed
  return { ...parsed, findings: [...parsed.findings, guessed(key)] }
}

function stated(root: HtmlElement, selector: string): string | undefined {
  const element = selected(root, selector)
  return element === undefined ? undefined : statedBy(element)
}

function leftOut(key: string, { none }: Extract<PageReading, { none: NoArticle }>): ParsedArticle {
  if (none === 'too-complex')
    return {
      findings: [
        articleFinding('page-too-complex', key, {
          message: 'the page is nested too deeply or too large, and is left out',
          expected: 'at most 400 levels, 200,000 elements, and 500 attributes on one element',
          fix: 'remove what a program left there',
        }),
      ],
    }
  const why = REASONS[none]
  if (why === undefined) return { findings: [] }
  const findings: readonly Finding[] = [
    articleFinding('page-left-out', key, { message: `the page is left out: ${why[0]}`, fix: why[1] }),
  ]
  return none === 'undated' || none === 'unselected' ? { findings } : { findings, isWithheld: true }
}

/** For pages that users may expect as articles: why they are skipped, and what to do. */
const REASONS: { readonly [Reason in NoArticle]?: readonly [why: string, fix: string] } = {
  noindex: ['it has noindex', 'remove noindex if the page is for feed readers'],
  paid: [
    'it is marked as paid content (isAccessibleForFree, article:content_tier)',
    'correct this if it is for everyone',
  ],
  undated: [
    'it has no date',
    'add article:published_time or JSON-LD to the page, or set a selector for `date` in the settings',
  ],
  unselected: [
    'it is marked as an article, but the selector for articles does not match it',
    'change the selector in the settings if it is an article',
  ],
}

const guessed = (key: string): Finding =>
  articleFinding('page-body-guessed', key, {
    message: 'the page does not mark its text; the element with most text was used',
    expected: 'itemprop="articleBody", or one article or main element',
    fix: 'set a selector for the text in the settings, or mark it in the template',
  })
