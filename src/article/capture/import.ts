import type { Finding, Parsed } from '../../finding.ts'
import type { Article, Author, Media, ParsedArticle, RawFile } from '../article.ts'
import { articleFinding } from '../article-finding.ts'
import { fileAt, isPageName, withoutEnding } from '../article-kind.ts'
import { DATE_FORMS, readDate } from '../dates.ts'
import { yamlText } from '../front-matter/stamp.ts'
import { sanitizeHtml } from '../html/sanitize.ts'
import { mintId, statedId } from '../ids.ts'
import { qualifiedKey } from '../key.ts'
import { escapeText } from '../markdown/escape.ts'
import { markdownOf } from '../page/html-to-markdown.ts'
import { readNamedPage } from '../page/named-page.ts'
import { parseArticle } from '../parse.ts'
import type { ArticleContext } from '../site.ts'
import { slugOf } from '../url.ts'

/** Options of an import, for data that the page does not contain. */
export interface ImportOptions {
  /** Date of publication, in any form that front matter accepts; overrides the date in the capture. */
  readonly date?: string
  /** Section (folder) of the entry; overrides the breadcrumb. */
  readonly section?: string
  /** Name of the source for the entry; absent for the source without a name. Keys here are relative to the source. */
  readonly source?: string
  /**
   * Key under which the page is already an article of the site: as it may be published, the entry keeps its id, date
   * and address.
   */
  readonly knownAs?: string
  /**
   * Key of a file of this name in the folder for the entry; if absent, the file goes directly into the folder of its
   * section.
   */
  inFolder?(name: string): string
}

/** A Markdown entry to write: its file name in the folder of its section, and its text. */
export interface ImportedEntry {
  readonly fileName: string
  readonly section: string
  readonly title: string
  readonly text: string
}

/**
 * Converts a saved page to a Markdown entry with full front matter. Special characters of Markdown are escaped, so that
 * the rendered text equals the paragraphs. If no date is known, the current time is used and a finding reports it.
 */
export function importCapture(
  raw: RawFile,
  context: ArticleContext,
  options: ImportOptions = {},
): Parsed<ImportedEntry> {
  const { site, now } = context
  const name = raw.key.split('/').at(-1) ?? raw.key
  const section = options.section
  const key = section === undefined ? raw.key : `${section}/${name}`
  const stated = options.date === undefined ? undefined : readDate(options.date.trim(), site.timeZone)
  if (typeof stated === 'object')
    return {
      findings: [
        articleFinding('date-invalid', raw.key, {
          message: `the date given for the import ${stated.problem}`,
          got: options.date ?? '',
          expected: DATE_FORMS,
          fix: 'correct the date',
        }),
      ],
    }
  const permalink = '/{section}/{slug}/'
  const parsed = readNamed(key, raw.bytes, { ...context, site: { ...site, permalink } })
  const findings = parsed.findings.flatMap((finding) =>
    forImport(finding, raw.key, stated !== undefined, options.knownAs !== undefined),
  )
  if (parsed.value === undefined) return { findings }
  if (parsed.value.body.text.trim() === '' && !isPageName(key)) return { findings: [withoutText(raw.key)] }
  const article = { ...parsed.value, section: section ?? parsed.value.section }
  const { knownAs } = options
  const slug = fittingName(slugOf(article.title) || article.slug)
  const ownName = knownAs?.slice(knownAs.lastIndexOf('/') + 1)
  const fileName = ownName === undefined ? `${slug}.md` : `${withoutEnding(ownName)}.md`
  const newKey = qualifiedKey(options.source ?? '', knownAs ?? `${article.section}/${fileName}`)
  const id = article.id ?? mintId({ key: newKey }, site)
  // A published article keeps its date.
  const date = stated ?? article.published ?? (knownAs === undefined ? now : undefined)
  // Further tags would be an edit of what readers have.
  const tags = article.tags.length > 0 || knownAs !== undefined ? article.tags : [article.section]
  const entry = { ...article, id, tags }
  const url = parsed.ownUrl === undefined ? undefined : pathIn(site.url, parsed.ownUrl)
  const text = entryText(entry, date, url)
  const said = { fileName, section: article.section, title: article.title }
  if (knownAs === undefined) return { value: { ...said, text }, findings }
  const known = readNamed(knownAs, raw.bytes, context).value?.url
  const entryKey = options.inFolder?.(fileName) ?? `${article.section}/${fileName}`
  const bytes = new TextEncoder().encode(text)
  const isThere = known === parseArticle(fileAt(entryKey, bytes), context, () => undefined).value?.url
  return {
    value: {
      ...said,
      text: isThere || known === undefined ? text : entryText(entry, date, pathIn(site.url, known)),
    },
    findings,
  }
}

/** Reads a file that the user named as a page: HTML, or the text of a page. */
export function readNamed(
  key: string,
  bytes: Uint8Array,
  context: ArticleContext,
): ParsedArticle & { readonly ownUrl?: string | undefined } {
  if (!isPageName(key))
    return parseArticle(fileAt(key, bytes), { ...context, isNamedAsPage: true }, () => undefined)
  const reading = readNamedPage(key, bytes, context.site)
  if (!('raw' in reading)) return { findings: [reading] }
  const { raw, ownUrl, unsureTitle } = reading
  const parsed = parseArticle(raw, context, () => undefined)
  if (unsureTitle === undefined) return { ...parsed, ownUrl }
  return { ...parsed, findings: [...parsed.findings, headlineUnsure(key, unsureTitle)], ownUrl }
}

function headlineUnsure(key: string, got: string): Finding {
  return articleFinding('headline-unsure', key, {
    message: 'only one part of the page has this headline; it was used',
    got,
    expected: 'a headline that two of markup, window title and text have',
    fix: 'check the title in the article that is written',
  })
}

/** An address of the site as a path, so that it remains valid if the site moves. */
function pathIn(siteUrl: string, url: string): string {
  return url.startsWith(siteUrl) ? `/${url.slice(siteUrl.length)}` : url
}

/** Maximum length of a file name in bytes, without extension, that all file systems and tools accept. */
const MOST_BYTES = 120

/** `slug` shortened to {@link MOST_BYTES} at a word boundary. */
function fittingName(slug: string): string {
  const bytes = (text: string) => new TextEncoder().encode(text).length
  if (bytes(slug) <= MOST_BYTES) return slug
  let name = ''
  for (const piece of slug.split(/(?=-)/)) {
    if (name !== '' && bytes(name + piece) > MOST_BYTES) break
    name += piece
  }
  while (bytes(name) > MOST_BYTES) name = [...name].slice(0, -1).join('')
  return name
}

function withoutText(file: string): Finding {
  return articleFinding('page-unsure', file, {
    message: 'the file is not an article: no text was found below a headline',
    expected: 'the text of a page that contains an article',
    fix: 'open the article in a browser, and save that page',
  })
}

function forImport(finding: Finding, file: string, dated: boolean, isKnown: boolean): readonly Finding[] {
  if (finding.code === 'file-kind-unknown')
    return [
      {
        ...finding,
        file,
        expected: 'a page saved as .html or .txt',
        fix: 'save the page as HTML and import it; exports of other programs are not supported',
      },
    ]
  if (finding.code !== 'date-missing') return [{ ...finding, file }]
  if (dated) return []
  if (isKnown)
    return [
      articleFinding('date-missing', file, {
        message: 'the page has no date, so the article has none; readers keep the date that they have',
        expected: 'a publication date',
        fix: 'run "feedwright stamp" after the article is published to write this date into it',
      }),
    ]
  return [
    articleFinding('date-missing', file, {
      message: 'the page has no date; the current time was written into the article',
      expected: 'a publication date',
      fix: 'import again with --date, or correct `date` in the article before it is published',
    }),
  ]
}

function entryText(article: Article & { id: string }, date: string | undefined, url?: string): string {
  const { authors, tags, summary, language, audience, withdrawnReason } = article
  const lines = [
    `title: ${yamlText(article.title)}`,
    date !== undefined && `date: ${date}`,
    article.updated !== undefined && article.updated >= (date ?? '') && `updated: ${article.updated}`,
    `id: ${yamlText(statedId(article.id))}`,
    url !== undefined && `url: ${yamlText(url)}`,
    authors.length > 0 && `authors: [${authors.map(flowAuthor).join(', ')}]`,
    tags.length > 0 && `tags: ${JSON.stringify(tags)}`,
    summary !== undefined && `summary: ${yamlText(summary)}`,
    article.image !== undefined && `image: ${flowMedia(article.image)}`,
    article.enclosures.length > 0 && `enclosures: [${article.enclosures.map(flowMedia).join(', ')}]`,
    language !== undefined && `language: ${language}`,
    audience !== undefined && `audience: ${yamlText(audience)}`,
    article.status === 'draft' && 'draft: true',
    article.status === 'withdrawn' && 'withdrawn: true',
    withdrawnReason !== undefined && `reason: ${yamlText(withdrawnReason)}`,
    article.embargoedUntil !== undefined && `embargoedUntil: ${article.embargoedUntil}`,
  ].filter((line) => line !== false)
  return `---\n${lines.join('\n')}\n---\n\n${markdownIn(article)}\n`
}

function markdownIn({ body, url }: Article): string {
  if (body.kind === 'html') return markdownOf(sanitizeHtml(body.text, { url, media: () => undefined }).blocks)
  return escapeText(body.text)
}

function flowAuthor({ name, email, url }: Author): string {
  return JSON.stringify({ name, email, url })
}

function flowMedia({ url, type, length, width, height, title, alt, caption, credit }: Media): string {
  return JSON.stringify({ url, type, length, width, height, title, alt, caption, credit })
}
