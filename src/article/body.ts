import type { Finding } from '../finding.ts'
import type { Article, Media } from './article.ts'
import { BodyFindings } from './body-findings.ts'
import { directionOf } from './direction.ts'
import { articlePathsOf, type LinkPlace, linkedFile, linkMissing, otherFile } from './file-links.ts'
import { excerptOf } from './html/excerpt.ts'
import { type HtmlPlace, sanitizeHtml } from './html/sanitize.ts'
import { styleSheetOf } from './html/style-sheet.ts'
import { withoutSuggestions } from './html/suggestions.ts'
import { namesIn, plainTextOf, proseOf } from './html/text.ts'
import { type CleanElement, type CleanNode, escapeHtml, serializeHtml } from './html/tree.ts'
import { withDefaults } from './html/wrapper-direction.ts'
import { pathOf } from './key.ts'
import type { RemarkOnText } from './markdown/findings.ts'
import { markdownToHtml } from './markdown/markdown-to-html.ts'
import { UNKNOWN_ADDRESS } from './markdown/template-remains.ts'
import { contentPath, isShowable, localMedia, type MediaPlace, typeOfUrl } from './media.ts'
import { paywallMarkOf } from './paywall.ts'
import { shorten } from './sentences.ts'
import type { ArticleLookup, FileLookup, MediaLookup, Site } from './site.ts'

/** The rendered text of an article. All HTML is sanitized, has absolute URLs only, and does not contain `]]>`. */
export interface RenderedBody {
  /** Empty if the text is too long for a feed. */
  readonly contentHtml: string
  /** The text up to the author's `<!--more-->`, or else the first blocks, up to about 120 words. */
  readonly excerptHtml: string
  /**
   * Plain text of at most 300 characters from the beginning, cut at the end of a sentence or word; used if the article
   * states no summary.
   */
  readonly summary: string
  /** The summary of the part before the paywall mark, for an article with an audience; empty if there is no mark. */
  readonly teaser?: string
  readonly firstImage?: Media
  readonly findings: readonly Finding[]
}

const SUMMARY_LENGTH = 300
/** Maximum number of blocks that are read for a summary. */
const SUMMARY_BLOCKS = 20
/**
 * Maximum length of a text in UTF-16 code units (about two hundred pages of a book). A megabyte of Markdown can be
 * crafted to produce hundreds of megabytes of tokens. Longer texts are truncated.
 */
const MAX_BODY = 400_000
const BEGINNING = 20_000
/** Pictures smaller than this (in pixels) are treated as icons. */
const ICON = 64

/** Lookups for what the text of an article refers to. Without them, links to files of the site are not resolved. */
export interface BodyContext {
  readonly site: Site
  readonly media: MediaLookup
  readonly files?: FileLookup
  readonly articles?: ArticleLookup
}

const NOWHERE = (): undefined => undefined

/** Renders the body of an article. The result depends only on the arguments. */
export function renderBody(article: Article, context: BodyContext): RenderedBody {
  const place: BodyPlace = {
    files: NOWHERE,
    articles: NOWHERE,
    ...context,
    media: remembering(context.media),
    key: article.key,
    url: article.url,
  }
  const notes = new BodyFindings(article.key, article.body)
  // A template is reported where it was left out, so remarks about its output are dropped.
  const remark: RemarkOnText = (code, said, source) => {
    if (source?.startsWith(UNKNOWN_ADDRESS) !== true) notes.add(code, said, source)
  }
  const isTooLong = article.body.text.length > MAX_BODY
  const source = sourceHtml(isTooLong ? beginningOf(article) : article, context.site, remark)
  const language = article.language ?? context.site.language
  const styles = styleSheetOf(source)
  const clean = sanitizeHtml(source, {
    ...referencesAt(place),
    styles,
    file: (ref) => {
      const linked = linkedFile(ref, place)
      if (linked !== undefined && linked.address === undefined)
        notes.add('link-missing', linkMissing(ref, linked), ref)
      return linked
    },
    missing: (ref) => {
      // Another program may serve an address that begins at the root of the site.
      if (!ref.trim().startsWith('/') && contentPath(ref, article.key) !== undefined)
        notes.add('media-missing', missing(ref, article.key), ref)
    },
    remark,
  })
  const { media, asides, complex } = clean
  const blocks = directed(clean.blocks, language)
  if (complex) notes.add('html-too-complex', TOO_COMPLEX)
  if (isTooLong) notes.add('body-too-long', tooLong(article))
  const firstImage = firstImageOf(blocks, (node) => leadOf(node, media, asides))
  return {
    contentHtml: isTooLong ? '' : blocks === clean.blocks ? clean.html : serializeHtml(blocks),
    excerptHtml: serializeHtml(
      directed(
        beginningBefore(source, { ...referencesAt(place), styles }) ?? excerptOf(blocks, language),
        language,
      ),
    ),
    summary: summaryOf(blocks),
    ...(article.audience !== undefined && {
      teaser: teaserOf(article, { ...referencesAt(place), styles }, context.site),
    }),
    ...(firstImage !== undefined && { firstImage }),
    findings: notes.findings,
  }
}

/** Caches lookups, because a text is read in several rounds that refer to the same files. */
function remembering(lookup: MediaLookup): MediaLookup {
  const known = new Map<string, Media | undefined>()
  return (path) => {
    if (!known.has(path)) known.set(path, lookup(path))
    return known.get(path)
  }
}

type BodyPlace = MediaPlace & LinkPlace

function referencesAt(place: BodyPlace): HtmlPlace {
  return {
    url: place.url,
    media: (ref) => localMedia(ref, place),
    file: (ref) => linkedFile(ref, place),
    other: (ref) => otherFile(ref, place),
  }
}

/** Keys of the article files that the text of an article may link to, without duplicates. */
export function linksOf(article: Article, site: Site): readonly string[] {
  const { key, url, body } = article
  const paths = new Set<string>()
  const source = sourceHtml(body.text.length > MAX_BODY ? beginningOf(article) : article, site, () => {})
  sanitizeHtml(source, {
    url,
    media: NOWHERE,
    file: (ref) => {
      for (const path of articlePathsOf(ref, { key, url, site })) paths.add(path)
      return undefined
    },
  })
  return [...paths]
}

function summaryOf(blocks: readonly CleanElement[]): string {
  return shorten(sayingsOf(blocks).slice(0, SUMMARY_BLOCKS).join(' '), SUMMARY_LENGTH)
}

/** Summarizes the public part of an article for an audience; empty if no mark ends that part. */
function teaserOf(article: Article, place: HtmlPlace, site: Site): string {
  const { body } = article
  const mark = paywallMarkOf(body, site)
  if (mark === undefined) return ''
  const free = { ...article, body: { ...body, text: body.text.slice(0, Math.min(mark.offset, BEGINNING)) } }
  const { blocks } = sanitizeHtml(
    sourceHtml(free, site, () => {}),
    place,
  )
  return summaryOf(blocks)
}

/** The texts of the blocks: prose, or else any text, or else the names of pictures and players. */
function sayingsOf(blocks: readonly CleanElement[]): readonly string[] {
  const prose = proseOf(blocks, SUMMARY_BLOCKS)
  if (prose.length > 0) return prose
  const said = blocks.map((block) => plainTextOf([block])).filter(Boolean)
  return said.length > 0 ? said : namesIn(blocks)
}

/** Marks that end the author's excerpt. */
const MORE = /<!--\s*(?:more\b[^<>]{0,200}?|truncate|excerpt|read-?more)\s*-->/i

/**
 * The blocks before the author's mark; undefined if there is none. In code the mark is text, and escaped at this point.
 */
function beginningBefore(source: string, place: HtmlPlace): readonly CleanElement[] | undefined {
  const more = source.search(MORE)
  if (more === -1) return undefined
  const { blocks } = sanitizeHtml(source.slice(0, more), place)
  return blocks.length === 0 ? undefined : blocks
}

/**
 * Marks the direction of blocks in a right-to-left language, because a reader or a feed in another language may default
 * to left-to-right.
 */
function directed(blocks: readonly CleanElement[], language: string): readonly CleanElement[] {
  return directionOf(language) === 'ltr' ? blocks : blocks.map((block) => withDefaults(block, RIGHT_TO_LEFT))
}

const RIGHT_TO_LEFT: ReadonlyMap<string, string> = new Map([['dir', 'rtl']])

function beginningOf(article: Article): Article {
  return { ...article, body: { ...article.body, text: article.body.text.slice(0, BEGINNING) } }
}

function tooLong({ body }: Article) {
  return {
    message: 'the text is too long; only its beginning (as summary) and the link are published',
    got: `${body.text.length} characters`,
    expected: `at most ${MAX_BODY}`,
    fix: 'split the article',
  }
}

const TOO_COMPLEX = {
  message: 'the HTML of the article is nested too deeply or too large; only its text is published',
  expected: 'at most 200 levels and 50,000 elements',
  fix: 'remove the unnecessary markup',
}

function missing(ref: string, key: string) {
  const file = contentPath(ref, key)
  return {
    message:
      'the text contains a file that is not in the content folder, or is not a media file; it is published as an address of the site',
    got: ref,
    expected: `a readable file ${file === undefined ? ref : pathOf(file)}`,
    fix: 'add the file, or use an absolute URL',
  }
}

function sourceHtml({ body }: Article, site: Site, remark: RemarkOnText): string {
  if (body.kind === 'markdown') return withoutSuggestions(markdownToHtml(body.text, site, remark), remark)
  if (body.kind === 'html') return withoutSuggestions(body.text, remark)
  return body.text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`)
    .join('')
}

function firstImageOf(
  nodes: readonly CleanNode[],
  lead: (image: CleanElement) => Media | undefined,
): Media | undefined {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    const found = node.name === 'img' ? lead(node) : firstImageOf(node.children, lead)
    if (found !== undefined) return found
  }
  return undefined
}

/** A picture of the text as its lead picture, if it is suitable. */
function leadOf(
  { attributes }: CleanElement,
  media: ReadonlyMap<string, Media>,
  asides: ReadonlySet<string>,
): Media | undefined {
  const url = attributes.get('src') ?? ''
  const file = media.get(url)
  const type = file?.type ?? typeOfUrl(url)
  const size = (name: string) => {
    const number = Number(attributes.get(name) ?? 0)
    return number > 0 ? number : undefined
  }
  const [width, height, alt] = [size('width'), size('height'), attributes.get('alt')]
  if (type === undefined || !type.startsWith('image/') || !isShowable(type) || asides.has(url))
    return undefined
  if ((width ?? ICON) < ICON || (height ?? ICON) < ICON) return undefined
  return {
    url,
    ...(type !== undefined && { type }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...file,
    ...(alt !== undefined && alt !== '' && { alt }),
  }
}
