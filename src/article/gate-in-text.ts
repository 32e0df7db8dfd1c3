import type { Article, ArticleBody, Doubt } from './article.ts'
import { articleFinding, type Position } from './article-finding.ts'
import { writtenDatesIn } from './capture/written-date.ts'
import { dateIn } from './dates.ts'
import type { Instant } from './instant.ts'
import { wordKey } from './word-key.ts'

/** What the front matter states about notices in the text, and where these are. */
export interface NoticeFacts {
  /** The front matter states that the article is no draft. */
  readonly isNoDraft: boolean
  /** The front matter states an embargo, of which a notice in the text is a copy. */
  readonly isEmbargoStated: boolean
  readonly now: Instant
  readonly timeZone: string
}

/** A notice that the article is not public. */
export interface Notice {
  readonly kind: 'draft' | 'embargo'
  readonly got: string
  /** Line of the text, from 0; undefined for a notice in the title or a tag. */
  readonly line?: number
}

const DRAFT =
  '(?:draft|work in progress|wip|do not publish|not for publication|unpublished|entwurf|nicht ver(?:ö|oe)ffentlichen|brouillon|ne pas publier|borrador|no publicar|bozza|non pubblicare|rascunho|não publicar|niet publiceren|utkast|kladde|luonnos|szkic|taslak|черновик|чернетка|草稿|下書き|초안)'
const DRAFT_IN_BRACKETS = new RegExp(
  `^[[【]\\s*${DRAFT}(?:\\s[^\\]】]{0,40})?\\s*[\\]】]|[[【]\\s*${DRAFT}\\s*[\\]】]$`,
  'iu',
)
const CAPITALS =
  '(?:DRAFT|WIP|HOLD|DO NOT PUBLISH|NOT FOR PUBLICATION|ENTWURF|BROUILLON|BORRADOR|BOZZA|RASCUNHO|UTKAST)'
/** In capitals before or after a title that is not written in capitals: `DRAFT: Budget agreed`, `Budget agreed (DRAFT)`. */
const DRAFT_IN_CAPITALS = new RegExp(
  `^(?:\\(${CAPITALS}\\)|${CAPITALS}\\s*[:–—-])\\s*(?=.*\\p{Ll})|\\p{Ll}.*\\(${CAPITALS}\\)$|^DRAFT$`,
  'u',
)
/** Tags with which editors mark a text as unfinished. */
const DRAFT_TAGS: ReadonlySet<string> = new Set(
  'draft drafts wip work-in-progress unpublished do-not-publish not-for-publication no-publish private embargoed entwurf brouillon borrador bozza rascunho'.split(
    ' ',
  ),
)

const UNTIL =
  "(?:until|till?|before|prior to|bis(?: zum)?|jusqu['’](?:au|à)|hasta(?: el| las)?|fino (?:al(?:le)?|a)|tot|até|do|to)"
const UNDER =
  '(?:(?:strict(?:ly)?|under(?: strict| an| a)?|press|media|news|sous|bajo|sotto|onder|sob|pod|unter)\\s+)'
const EMBARGO =
  '(?:embarg(?:o|oed|ado|ada|ato|ata)|sperrfrist|gesperrt)(?: (?:copy|notice|for (?:release|publication)))?'
/** A line that is only a notice, followed by the time of its end. */
const EMBARGO_UNTIL = new RegExp(
  `^(?:${UNDER}*${EMBARGO}(?:\\s*[:–—-])?|hold(?: for release)?|(?:(?:not|never) (?:for|to be)|(?:do|must|may) not(?: be)?) (?:publication|publish(?:ed)?|released?|broadcast|post(?:ed)?)(?: or \\p{L}+)*,?)\\s+${UNTIL}(?!\\p{L})(?<rest>.*)$`,
  'iu',
)
const EMBARGO_COLON = new RegExp(`^${UNDER}*${EMBARGO}\\s*:(?<rest>.*)$`, 'iu')
const NOTICE =
  /^(?:(?:strict(?:ly)? |under (?:strict |an? )?)embargo(?:ed)?|embargoed|not (?:for|to be) (?:publication|published|released?|broadcast)|(?:please )?do not (?:publish|release)(?: yet)?|hold for release|nicht zur veröffentlichung|ne pas (?:publier|diffuser)|no publicar|non pubblicare|niet publiceren)$/i
/** A title that begins with a notice: `EMBARGOED: Budget agreed`. */
const EMBARGO_BEFORE_TITLE = new RegExp(
  `^(?:[[(【]\\s*${UNDER}*${EMBARGO}\\b[^\\])】]*[\\])】]|(?:${UNDER}+${EMBARGO}|embargoed)(?: ${UNTIL}(?!\\p{L})[^:]*)?\\s*[:–—-]\\s)`,
  'iu',
)
const EMBARGO_IN_CAPITALS = /^(?:UNDER )?EMBARGO(?:ED)?(?: UNTIL [^:]*)?\s*[:–—-]\s.*\p{Ll}/u

const CLOCK = /\d{1,2}[:.h]\d{2}|\d{1,2}\s*(?:[ap]\.?m\b|uhr\b|noon\b|h\b|gmt\b)/i
const TIME =
  /\d{1,2}(?:st|nd|rd|th|er)?\.?\s+(?:de\s+)?(?!(?:seconds?|minutes?|sekunden?|minuten?|countries|states)(?!\p{L}))\p{L}{3,}|\p{L}{3,}\.?\s+\d{1,2}\b|\d[-./]\d{1,2}[-./]\d|day\b|further notice|midnight|noon|tomorrow|nouvel ordre|auf weiteres|nuevo aviso/iu

/** Notices are short lines at the beginning of the text; a longer one is a sentence. */
const LONGEST_LINE = 160
const MOST_WORDS = 10
const MOST_LINES = 5
const MOST_TEXT = 4000

/**
 * A notice in title, tags or the first lines of the text by which an editor says that the article is not public;
 * undefined if there is none, or if the front matter contradicts it. A notice of an embargo that has ended is text.
 */
export function noticeIn(
  { title, tags, body }: Pick<Article, 'title' | 'tags' | 'body'>,
  { isNoDraft, isEmbargoStated, now, timeZone }: NoticeFacts,
): Notice | undefined {
  if (!isEmbargoStated) {
    const holds = (notice: string) => !hasEnded(notice, now, timeZone)
    if (isEmbargoTitle(title) && holds(title)) return { kind: 'embargo', got: title }
    const found = firstLines(body).find(({ text }) => isEmbargoLine(text) && holds(text))
    if (found !== undefined) return { kind: 'embargo', got: found.text, line: found.line }
  }
  if (isNoDraft) return undefined
  if ([DRAFT_IN_BRACKETS, DRAFT_IN_CAPITALS].some((mark) => mark.test(title)))
    return { kind: 'draft', got: title }
  const tag = tags.find((one) => DRAFT_TAGS.has(wordKey(one)))
  return tag === undefined ? undefined : { kind: 'draft', got: tag }
}

/** Findings about a notice; readers may have the article already, and then it stays published. */
export function doubtAbout({ kind, got }: Notice, key: string, at: Position | undefined): Doubt {
  const fix =
    kind === 'embargo'
      ? 'set `embargoedUntil` to its end; if there is no embargo, delete the notice'
      : 'set `draft: true`; if it is no draft, set `draft: false`, or delete the notice'
  const remark = { at, got, fix }
  return {
    leftOut: articleFinding('gate-in-text', key, {
      ...remark,
      message: `${NAMES[kind]} says that the article is not public, but no key does: the article is left out`,
    }),
    published: articleFinding('gate-in-text-published', key, {
      ...remark,
      message: `${NAMES[kind]} says that the article is not public, but it is published already and stays published`,
    }),
  }
}

const NAMES = { draft: 'a mark in the title or a tag', embargo: 'a notice in the title or text' } as const

/** A headline about an embargo says so in another way than a notice: not with `embargoed`, nor in capitals. */
const isEmbargoTitle = (title: string): boolean =>
  EMBARGO_BEFORE_TITLE.test(title) ||
  EMBARGO_IN_CAPITALS.test(title) ||
  (/^(?:.{0,20}embargoed|[^\p{Ll}]*EMBARGO)\b/iu.test(title) &&
    /embargoed|EMBARGO/.test(title) &&
    isEmbargoLine(title))

function isEmbargoLine(line: string): boolean {
  if (line === 'EMBARGO' || NOTICE.test(line)) return true
  const until = EMBARGO_UNTIL.exec(line)?.groups?.['rest'] ?? ''
  // A road is `gesperrt` until a day, too.
  const hasTime = CLOCK.test(until) || (TIME.test(until) && !/^gesperrt/i.test(line))
  if (hasTime && until.trim().split(/\s+/).length <= MOST_WORDS) return true
  const after = EMBARGO_COLON.exec(line)?.groups?.['rest'] ?? ''
  return CLOCK.test(after) || (writtenDatesIn(after).length > 0 && !/^gesperrt/i.test(line))
}

/** Whether a notice states a time, and all times that it states are past. */
function hasEnded(notice: string, now: Instant, timeZone: string): boolean {
  const moments = writtenDatesIn(notice).map(({ date }) => dateIn(date, timeZone))
  return moments.length > 0 && moments.every((moment) => moment !== undefined && moment <= now)
}

/** The first lines of a text, with their numbers and without markup; a block of code ends them. */
function firstLines({ kind, text }: ArticleBody): readonly { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = []
  for (const [line, written] of text.slice(0, MOST_TEXT).split('\n').entries()) {
    if (/^ {0,3}(?:`{3}|~{3})/.test(written) || lines.length === MOST_LINES) break
    if (written.trim() !== '')
      lines.push({ text: kind === 'paragraphs' ? written.trim() : plain(written), line })
  }
  return lines.filter((one) => one.text.length <= LONGEST_LINE)
}

function plain(line: string): string {
  return line
    .replace(/<[^<>]*>/g, '')
    .replace(/[*_]{1,3}/g, '')
    .replace(/^[\s>#~|[(“"'-]+|[\s~|\])”"'.!]+$/g, '')
}
