import type { ParsedArticle, RawArticle } from './article.ts'
import { articleFinding, positionOf } from './article-finding.ts'
import { articleKindOf } from './article-kind.ts'
import { readCapture } from './capture.ts'
import { composeArticle, type Written } from './compose-article.ts'
import { decodeArticle } from './encoding.ts'
import { FindingCollector } from './finding-collector.ts'
import { readFrontMatter } from './front-matter.ts'
import type { GateState } from './front-matter-gates.ts'
import { FrontMatterValues } from './front-matter-values.ts'
import { isLfsPointer, mergeConflictIn } from './git-leftovers.ts'
import { headlineOf, isSameHeadline } from './headline.ts'
import type { Instant } from './instant.ts'
import { mdxCodeIn } from './mdx-code.ts'
import { findMojibake } from './mojibake.ts'
import { dayInName } from './name-date.ts'
import { isOtherKind, notASavedPage } from './not-a-saved-page.ts'
import type { ArticleContext, MediaLookup, Site } from './site.ts'
import { findStrayBlock } from './stray-front-matter.ts'
import { supportingFile } from './supporting-file.ts'
import { findIllegal, legalText } from './text.ts'

/**
 * Reads one article file: Markdown (`.md`, `.markdown`, `.mdx` without code) or the text of a saved page (`.txt`), both with optional front matter.
 *
 * Returns the article, or what is wrong with it: every mistake at once, with the line and column where one is known.
 */
export function parseArticle(raw: RawArticle, context: ArticleContext, media: MediaLookup): ParsedArticle {
  const key = raw.key.normalize('NFC')
  const { isStated = false, isEmpty = false, ...parsed } = readFile(key, raw.bytes, context, media)
  const supporting = supportingFile(key, { isStated, isEmpty })
  return supporting === undefined ? parsed : { ...parsed, supporting }
}

/** What was read of a file, whatever its name says; see {@link supportingFile}. */
type ReadFile = ParsedArticle & { readonly isStated?: boolean; readonly isEmpty?: boolean }

function readFile(key: string, bytes: Uint8Array, context: ArticleContext, media: MediaLookup): ReadFile {
  const kind = articleKindOf(key)
  if (kind === undefined)
    return {
      findings: [
        articleFinding('file-kind-unknown', key, {
          message: 'the file is of no kind that is read here',
          expected: 'a name ending in .md, .markdown, .mdx or .txt',
          fix: 'rename the file or move it out of the content folder',
        }),
      ],
    }
  const decoded = decodeArticle(key, bytes)
  if (typeof decoded !== 'string') return { findings: [decoded] }
  const text = legalText(decoded)
  const notes = new FindingCollector(key, text)
  if (text !== decoded) noteIllegal(decoded, notes)
  noteMojibake(text, notes)
  const conflict = mergeConflictIn(text, kind === 'markdown')
  if (conflict !== undefined) {
    notes.add(
      'merge-conflict',
      {
        message: 'git could not merge two versions of the text, and both stand in the file',
        fix: 'keep one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
      },
      conflict,
    )
    return { findings: notes.findings }
  }
  if (isLfsPointer(text)) {
    notes.add('lfs-pointer', {
      message: 'the file is a Git LFS pointer: the text itself was not fetched',
      fix: 'run `git lfs pull`, and keep articles out of Git LFS',
    })
    return { findings: notes.findings }
  }
  const front = readFrontMatter(text, kind === 'page')
  if (!('fields' in front)) {
    for (const { code, offset, ...remark } of front) notes.add(code, remark, offset)
    return { findings: notes.findings }
  }
  if (kind === 'page' && front.fields.size === 0 && !isPage(front.body, context)) {
    notes.add('page-unsure', notASavedPage(front.body))
    return { findings: notes.findings }
  }
  const code = /\.mdx$/i.test(key) ? mdxCodeIn(front.body) : undefined
  if (code !== undefined) {
    notes.add(
      'mdx-code',
      {
        message: 'the MDX file has code, which is not run: the article is left out',
        got: code.source,
        expected: 'MDX that is Markdown and nothing else',
        fix: 'write what the code shows, or keep the article as a .md file',
      },
      text.length - front.body.length + code.offset,
    )
    return { findings: notes.findings }
  }
  const stray = findStrayBlock(front.body, front.fields.size > 0)
  if (stray !== undefined) {
    notes.add(
      'front-matter-misplaced',
      {
        message: `this looks like a front matter and is read as none, because ${stray.why}: the article is left out`,
        got: stray.line,
        expected: 'the front matter begins on the first line, between two lines of ---',
        fix: 'move the block to the top; what is part of the text can stand in a code block',
      },
      text.length - front.body.length + stray.offset,
    )
    return { findings: notes.findings, isStated: true }
  }
  const values = new FrontMatterValues(front.fields, notes)
  const read = kind === 'markdown' ? readMarkdown : readText
  const written = placedIn(text, read(front.body, values, context.site, notes))
  const gates = values.gates.read(context.site.timeZone)
  const article = composeArticle({ key, values, gates, written, length: text.length }, context, media, notes)
  const said = {
    findings: notes.findings,
    isStated: values.field('date') !== undefined || gates.date !== undefined || dayInName(key) !== undefined,
    isEmpty: written.body.text === '',
  }
  if (article !== undefined && !notes.fatal) return { value: article, ...said }
  return isWithheld(values, gates, context.now) ? { ...said, isWithheld: true } : said
}

/** Whether a text without front matter shows that it is a saved page, or a person says so and nothing speaks against it. */
function isPage(body: string, { site, isNamedAsPage }: ArticleContext): boolean {
  if (isOtherKind(body)) return false
  // A block of keys is told of as what it is.
  if (isNamedAsPage === true || findStrayBlock(body, false) !== undefined) return true
  return readCapture(body, site.sections).isPage
}

/** Whether the front matter says that the article is not public, or may say so. */
function isWithheld(values: FrontMatterValues, gates: GateState, now: Instant): boolean {
  return (
    gates.closed ||
    gates.unread ||
    (gates.from ?? now) > now ||
    (gates.until !== undefined && gates.until <= now) ||
    (['draft', 'withdrawn'] as const).some((name) => {
      const field = values.field(name)
      return field !== undefined && field.kind !== 'nothing' && (field.kind !== 'flag' || field.flag)
    })
  )
}

/** So many characters at the end of a text tell that it is the end of its file. */
const MOST_COMPARED = 200

/** `written` with the line on which its text begins in the file. */
function placedIn(file: string, { body, ...written }: Written): Written {
  // Comparing the whole of it would cost as much as reading it.
  if (body.kind === 'paragraphs' || !file.endsWith(body.text.slice(-MOST_COMPARED)))
    return { ...written, body }
  return { ...written, body: { ...body, line: positionOf(file, file.length - body.text.length).line } }
}

function readMarkdown(body: string, values: FrontMatterValues, site: Site, notes: FindingCollector): Written {
  const stated = values.plainText('title', site.url)
  // What is remarked of a headline that stays in the text is told with the text.
  const headline = headlineOf(body, site, (code, remark) => {
    if (stated === undefined) notes.add(code, remark)
  })
  // A headline that stands in the text as well would be shown twice.
  const repeats = headline !== undefined && (stated === undefined || isSameHeadline(stated, headline.text))
  const text = repeats ? body.slice(headline.end) : body
  return { title: stated ?? headline?.text, body: { kind: 'markdown', text: text.trim() === '' ? '' : text } }
}

function readText(body: string, values: FrontMatterValues, site: Site): Written {
  const capture = readCapture(body, site.sections, values.plainText('title', site.url))
  return {
    title: capture.title,
    ...(capture.section !== undefined && { section: capture.section }),
    body: { kind: 'paragraphs', text: capture.paragraphs.join('\n\n') },
  }
}

function noteMojibake(text: string, notes: FindingCollector): void {
  const offset = findMojibake(text)
  if (offset === -1) return
  notes.add(
    'text-mojibake',
    {
      message: 'the text was once read in the wrong encoding, and readers see these signs',
      got: text.slice(Math.max(0, offset - 20), offset + 20),
      fix: 'write the characters that are meant, and save the file as UTF-8',
    },
    offset,
  )
}

function noteIllegal(decoded: string, notes: FindingCollector): void {
  const offset = findIllegal(decoded)
  if (offset === -1) return
  const code = decoded.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0')
  // Everything before the first such character is unchanged but for its line ends.
  notes.add(
    'character-illegal',
    {
      message: `the character U+${code} may stand in no feed and was taken out`,
      fix: 'delete it from the file',
    },
    legalText(decoded.slice(0, offset)).length,
  )
}
