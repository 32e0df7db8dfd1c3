import type { Finding } from '../finding.ts'
import type { ParsedArticle, RawPage } from './article.ts'
import { articleFinding } from './article-finding.ts'
import type { HtmlElement } from './html/tree.ts'
import { decodePage } from './page/encoding.ts'
import { rawOfPage } from './page/page-fields.ts'
import { type NoArticle, type PageOptions, type PageReading, readPage } from './page/read-page.ts'
import { selected, statedBy } from './page/selectors.ts'
import { parseFields } from './parse-fields.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/** Parses a web page: the article that it states to be, or a note about why it is none. */
export function parsePage(raw: RawPage, context: ArticleContext, media: MediaLookup): ParsedArticle {
  const { key, address } = raw
  const reading = readPage(decodePage(raw.bytes), {
    ...optionsOf(raw),
    knownDate: (url) => context.site.knownDates?.get(url),
  })
  if ('none' in reading) return leftOut(key, reading)
  const { url = address } = reading.article
  // Of two files for one address, servers return the file of the folder if the address ends in a slash.
  const isOther = /\/index\.html?$/i.test(key) !== url.endsWith('/') && raw.hasTwin()
  if (isOther || (reading.isElsewhere && raw.hasPage(url)))
    return { findings: [notArticle(key, 'copy of another page')] }
  const parsed = parseFields(rawOfPage(key, { ...reading.article, url }, context.site), context, media)
  if (reading.article.place !== 'guess') return parsed
  return { ...parsed, findings: [...parsed.findings, guessed(key)] }
}

/** How to read a page with the selectors of its source. */
export function optionsOf({
  address,
  selectors: { article, body, title, date } = {},
}: Pick<RawPage, 'address' | 'selectors'>): PageOptions {
  return {
    address,
    ...(article !== undefined && { article: (root) => selected(root, article) !== undefined }),
    ...(body !== undefined && { body: (root) => selected(root, body) }),
    ...(title !== undefined && { title: (root) => stated(root, title) }),
    ...(date !== undefined && { date: (root) => stated(root, date) }),
  }
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
  const [why, fix] = REASONS[none]
  const findings = [
    fix === undefined ? notArticle(key, why) : articleFinding('page-left-out', key, { message: why, fix }),
  ]
  return none === 'noindex' || none === 'paid' ? { findings, isWithheld: true } : { findings }
}

const notArticle = (key: string, why: string): Finding =>
  articleFinding('page-not-article', key, { message: why })

/**
 * Why pages are skipped, which completes "left out: "; for those that users may expect as articles, also what to do.
 */
const REASONS: Readonly<Record<Exclude<NoArticle, 'too-complex'>, readonly [why: string, fix?: string]>> = {
  list: ['list of articles'],
  redirect: ['redirect'],
  'not-found': ['error page'],
  noindex: ['noindex', 'remove noindex from pages for feed readers'],
  paid: [
    'marked as paid content (isAccessibleForFree, article:content_tier)',
    'correct this on pages that are for everyone',
  ],
  undated: [
    'no date',
    'add article:published_time or JSON-LD to pages that are articles, or set a selector for `date` in the settings',
  ],
  unmarked: [
    'not marked as an article',
    'if there are articles among them, mark them in the template, or set a selector for `article` in the settings',
  ],
  unselected: [
    'marked as an article, but the selector for articles does not match',
    'change the selector in the settings if there are articles among them',
  ],
}

const guessed = (key: string): Finding =>
  articleFinding('page-body-guessed', key, {
    message: 'the page does not mark its text; the element with most text was used',
    expected: 'itemprop="articleBody", or one article or main element',
    fix: 'set a selector for the text in the settings, or mark it in the template',
  })
