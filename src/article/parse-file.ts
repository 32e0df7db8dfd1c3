import type { Article, Doubt, ParsedArticle, RawFile, TranslatedFile } from './article.ts'
import { articleFinding, positionOf } from './article-finding.ts'
import { articleKindOf } from './article-kind.ts'
import { isOtherKind, notASavedPage } from './capture/not-a-saved-page.ts'
import { type Capture, readCapture } from './capture/read-capture.ts'
import { noteCharacters } from './character-findings.ts'
import type { Written } from './compose-article.ts'
import { dateIn } from './dates.ts'
import { decodeArticle } from './encoding.ts'
import { FindingCollector } from './finding-collector.ts'
import type { GateState } from './front-matter/gate-fields.ts'
import { readFrontMatter } from './front-matter/read-front-matter.ts'
import { findStrayBlock } from './front-matter/stray.ts'
import { FrontMatterValues } from './front-matter/values.ts'
import { doubtAbout, noticeIn } from './gate-in-text.ts'
import { isLfsPointer, mergeConflictIn } from './git-leftovers.ts'
import { exportsGate, firstPlainParagraph, mdxCodeIn } from './markdown/mdx-code.ts'
import { readMarkdown } from './markdown/read-markdown.ts'
import { dayInName, hasImpossibleDay, nameOf } from './name-date.ts'
import type { ArticleContext, MediaLookup, Site } from './site.ts'
import { statedArticle } from './stated-article.ts'
import { supportingFile } from './supporting-file.ts'
import { legalText } from './text.ts'

/**
 * Parses one article file: Markdown (`.md`, `.markdown`, `.mdx` without code) or the text of a saved page (`.txt`),
 * both with optional front matter.
 */
export function parseFile(file: RawFile, context: ArticleContext, media: MediaLookup): ParsedArticle {
  const { isStated = false, isEmpty = false, ...parsed } = readFile(file, context, media)
  const doubt = supportingFile(file.key, { isStated, isEmpty })
  return doubt === undefined ? parsed : { ...parsed, doubt }
}

/** The result of parsing a file, before its name is considered; see {@link supportingFile}. */
type ReadFile = ParsedArticle & { readonly isStated?: boolean; readonly isEmpty?: boolean }

function readFile(
  { key, name, bytes, translate, lastCounts = false }: RawFile,
  context: ArticleContext,
  media: MediaLookup,
): ReadFile {
  // An article file of another program is never a saved page.
  const kind = translate === undefined ? articleKindOf(name) : 'markdown'
  if (kind === undefined)
    return {
      findings: [
        articleFinding('file-kind-unknown', key, {
          message: 'the file is in a format that is not supported',
          expected: 'a name that ends in .md, .markdown, .mdx or .txt',
          fix: 'rename the file or move it out of the content folder',
        }),
      ],
    }
  const decoded = decodeArticle(key, bytes)
  if (typeof decoded !== 'string') return { findings: [decoded] }
  const text = legalText(decoded)
  const notes = new FindingCollector(key, text)
  noteCharacters(decoded, text, notes)
  const conflict = mergeConflictIn(text, kind === 'markdown')
  if (conflict !== undefined) {
    notes.add(
      'merge-conflict',
      {
        message: 'the file has an unresolved git merge',
        fix: 'keep one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
      },
      conflict,
    )
    return { findings: notes.findings }
  }
  if (isLfsPointer(text)) {
    notes.add('lfs-pointer', {
      message: 'the file is a Git LFS pointer: its text was not fetched',
      fix: 'run `git lfs pull`, and keep articles out of Git LFS',
    })
    return { findings: notes.findings }
  }
  const read = readFrontMatter(text, { isData: kind === 'page', lastCounts })
  if (!('fields' in read)) {
    for (const { code, offset, ...remark } of read) notes.add(code, remark, offset)
    return { findings: notes.findings }
  }
  const front: TranslatedFile = translate === undefined ? read : translate({ ...read, source: text })
  if (front.unsureAddress !== undefined) notes.add('address-unsure', addressUnsure(front.unsureAddress))
  // With a zone of their own, the settings have taken this into account.
  if (front.datesInCode !== undefined && context.site.timeZone === 'UTC')
    notes.add('date-unsure', dateUnsure(front.datesInCode))
  if (front.unread !== undefined) notes.add('body-not-run', bodyUnread(front.unread))
  const capture =
    kind === 'page' && front.fields.size === 0 ? readCapture(front.body, context.site) : undefined
  if (capture !== undefined && !isPage(front.body, capture, context)) {
    notes.add('page-unsure', notASavedPage(front.body))
    return { findings: notes.findings }
  }
  let notRun = () => {}
  const code = /\.mdx$/i.test(name) ? mdxCodeIn(front.body) : undefined
  if (code !== undefined) {
    const at = text.length - front.body.length + code.offset
    if (translate === undefined || exportsGate(front.body)) {
      notes.add('mdx-code', mdxCode(code.source), at)
      return { findings: notes.findings }
    }
    notRun = () => notes.add('body-not-run', BODY_NOT_RUN, at)
  }
  const stray = findStrayBlock(front.body, front.fields.size > 0)
  if (stray !== undefined) {
    notes.add(
      'front-matter-misplaced',
      {
        message: `this looks like front matter but is not, because ${stray.why}: the article is left out`,
        got: stray.line,
        expected: 'the front matter begins on the first line, between two lines of ---',
        fix: 'move the block to the top; if it is part of the text, put it into a code block',
      },
      text.length - front.body.length + stray.offset,
    )
    return { findings: notes.findings, isStated: true }
  }
  const values = new FrontMatterValues(front.fields, notes)
  const body = code === undefined ? front.body : firstPlainParagraph(front.body)
  const textOf = front.kind === 'html' ? readHtml : kind === 'markdown' ? readMarkdown : readText
  const written =
    capture === undefined
      ? placedIn(text, textOf(body, values, context.site, notes))
      : writtenFrom(capture, context.site, notes)
  const gates = values.gates.read(context.site.timeZone)
  const day = dayInName(key)
  const content = { key, values, gates, written, day, length: text.length }
  const article = statedArticle(content, context, media, notes)
  if (article.value?.status === 'live') notRun()
  const isDated = values.field('date') !== undefined || gates.date !== undefined
  const isMisnamed = !isDated && article.value?.published === undefined && hasImpossibleDay(key)
  return {
    ...article,
    ...(isMisnamed && article.value?.status === 'live' && { doubt: doubtAboutDay(key) }),
    ...(translate === undefined && doubtOf(article.value, { text, values, gates }, context)),
    ...(front.unknownAddress !== undefined &&
      article.value?.status === 'live' && { doubt: doubtAboutAddress(key, front.unknownAddress) }),
    isStated: isDated || day !== undefined,
    isEmpty: written.body.text === '',
  }
}

/** Doubts whether an article is public whose text says that it is not. */
function doubtOf(
  article: Article | undefined,
  { text, values, gates }: { text: string; values: FrontMatterValues; gates: GateState },
  { site: { timeZone }, now }: ArticleContext,
): { readonly doubt?: Doubt } {
  if (article?.status !== 'live') return {}
  const notice = noticeIn(article, {
    isNoDraft: values.field('draft') !== undefined || gates.open,
    isEmbargoStated: article.embargoedUntil !== undefined || gates.from !== undefined,
    now,
    timeZone,
  })
  if (notice === undefined) return {}
  const { line } = article.body
  const title = values.field('title')
  const inText =
    notice.line !== undefined && line !== undefined ? { line: line + notice.line, column: 1 } : undefined
  const at =
    inText ??
    (title !== undefined && notice.got === article.title ? positionOf(text, title.offset) : undefined)
  return { doubt: doubtAbout(notice, article.key, at) }
}

/** Readers may have the article already, with the date on which it was first seen. */
function doubtAboutDay(key: string): Doubt {
  const remark = {
    message: 'the name of the file begins with a day that does not exist, and the article has no date',
    got: nameOf(key),
    fix: 'write the date into the front matter, or rename the file',
  }
  return {
    leftOut: articleFinding('date-invalid', key, remark),
    published: articleFinding('date-missing', key, {
      ...remark,
      message: `${remark.message}; it is published already and stays published`,
    }),
  }
}

/** Readers may have the article already, at an address that stays as it was. */
function doubtAboutAddress(key: string, missing: string): Doubt {
  const remark = {
    message: `the address of the article depends on its ${missing}, which it does not state`,
    fix: `add \`${missing}\`, with the value in the address that the article has on the site`,
  }
  return {
    leftOut: articleFinding('address-unknown', key, remark),
    published: articleFinding('address-unsure', key, {
      ...remark,
      message: `${remark.message}; it is published already and stays published`,
    }),
  }
}

const mdxCode = (got: string) => ({
  message: 'the MDX file has code, which is not run: the article is left out',
  got,
  expected: 'MDX with only Markdown',
  fix: 'write what the code shows, or save the article as a .md file',
})

const BODY_NOT_RUN = {
  message:
    'the text has code that only the program of the site can run: readers get the first plain paragraph and the link',
  fix: 'for complete texts, use the pages that the program builds as source',
}

const dateUnsure = (got: string) => ({
  message: 'code of the site changes its dates and is not run, so they may be hours early or late',
  got,
  fix: 'set `timeZone` to the zone that the code uses, or use the built pages as source',
})

const addressUnsure = (got: string) => ({
  message: 'code determines the address of the article, and code is not run: the path of the file is used',
  got,
  fix: 'compare the address with the site; set `url` in the article, or use the built pages as source',
})

const bodyUnread = (language: string) => ({
  message: `the text is ${language}, which is not supported: readers get the first plain paragraph and the link`,
  got: language,
  fix: 'for complete texts, use the pages that the program builds as source',
})

/**
 * Whether a text without front matter is recognizably a saved page, or the user named it as one and nothing contradicts
 * that.
 */
function isPage(body: string, capture: Capture, { isNamedAsPage }: ArticleContext): boolean {
  if (isOtherKind(body)) return false
  // A block of keys is reported as such.
  if (isNamedAsPage === true || findStrayBlock(body, false) !== undefined) return true
  return capture.isPage
}

/** Number of characters at the end of a text that are compared with the end of its file. */
const MOST_COMPARED = 200

/** `written` with the line of the file where its text begins. */
function placedIn(file: string, { body, ...written }: Written): Written {
  // Comparing the whole text would cost as much as parsing it.
  if (body.kind === 'paragraphs' || !file.endsWith(body.text.slice(-MOST_COMPARED)))
    return { ...written, body }
  return { ...written, body: { ...body, line: positionOf(file, file.length - body.text.length).line } }
}

function readHtml(body: string, values: FrontMatterValues, site: Site): Written {
  return { title: values.plainText('title', site.url), body: { kind: 'html', text: body.trim() } }
}

function readText(body: string, values: FrontMatterValues, site: Site, notes: FindingCollector): Written {
  return writtenFrom(readCapture(body, site, values.plainText('title', site.url)), site, notes)
}

function writtenFrom(
  { title, isSure, section, authors, published, updated, paragraphs }: Capture,
  site: Site,
  notes: FindingCollector,
): Written {
  if (title !== undefined && !isSure) notes.add('headline-unsure', headlineUnsure(title))
  const date = dateIn(published, site.timeZone)
  const changed = dateIn(updated, site.timeZone)
  return {
    title,
    ...(section !== undefined && { section }),
    ...(authors.length > 0 && { authors: authors.map((name) => ({ name })) }),
    ...(date !== undefined && { published: date }),
    ...(changed !== undefined && { updated: changed }),
    body: { kind: 'paragraphs', text: paragraphs.join('\n\n') },
  }
}

const headlineUnsure = (title: string) => ({
  message: 'it is not clear which line of the page is the headline; this one was used',
  got: title,
  expected: 'a headline in two of breadcrumb, window title, the line above the byline, and text',
  fix: 'check the title; to set another, add front matter above the page',
})
