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

/** Words for a text that is not finished; each of them is a subject of news as well. */
const DRAFT =
  '(?:draft|entwurf|brouillon|borrador|bozza|rascunho|utkast|kladde|luonnos|szkic|taslak|черновик|чернетка|草稿|下書き|초안)'
/** Words that ask that a text is not published. */
const ORDER =
  "(?:(?:please )?(?:do not|don['’]t) (?:publish|release)(?: yet)?|not (?:for|to be) (?:publication|published|released?|broadcast)|nicht (?:zur )?ver(?:ö|oe)ffentlich(?:en|ung)|(?:bitte )?noch nicht ver(?:ö|oe)ffentlichen|ne pas (?:publier|diffuser)|no publicar|non pubblicare|n(?:ã|a)o publicar|niet publiceren|nicht online stellen)"
const UNFINISHED = `(?:${DRAFT}(?: v?\\d{1,2})?|${ORDER}|unpublished|wip|work in progress|hold(?: for release)?)`
const SEPARATOR = '(?:\\s*[:：]\\s*|\\s+[-–—|]\\s+|\\s*[–—]\\s*)'
/** Round brackets may belong to the title, as in `Fans sing (hold the line)`. */
const MARKED = `(?:[[【]\\s*${UNFINISHED}(?:[\\s:,–—-][^\\]】]{0,40})?\\s*[\\]】]|(?:[({<]|[*]{1,3})\\s*${UNFINISHED}(?:(?:\\s*[:,–—]|\\s-)[^)}>*]{0,40})?\\s*(?:[)}>]|[*]{1,3}))`
/** `[DRAFT] Budget agreed`, `(draft) Budget agreed`, `Budget agreed [DRAFT – do not publish]`. */
const IN_BRACKETS = new RegExp(`^${MARKED}|${MARKED}$`, 'iu')
/** `Draft: Budget agreed`, `Draft 2 – Budget agreed`, `Concept – niet publiceren: begroting rond`, `wip: Budget agreed`. */
const BEFORE_TITLE = new RegExp(
  `^(?:${DRAFT}(?: v?\\d{1,2})?|(?:\\p{L}+${SEPARATOR})?${ORDER}|wip|hold for release)${SEPARATOR}(?=\\S)`,
  'iu',
)
/** In capitals before or after a title that is not: `HOLD – Budget agreed`, `DRAFT-Budget agreed`, `Budget agreed – DRAFT`. */
const CAPITALS = `(?:DRAFT|WIP|WORK IN PROGRESS|HOLD|ENTWURF|BROUILLON|BORRADOR|BOZZA|RASCUNHO|UTKAST)`
const IN_CAPITALS = new RegExp(
  `^(?:${CAPITALS}|DO NOT PUBLISH|NOT FOR PUBLICATION)(?:${SEPARATOR}|\\s*-\\s*)(?=.*\\p{Ll})|\\p{Ll}.*\\s[–—|-]\\s+${CAPITALS}$|^DRAFT$`,
  'u',
)
/** Tags with which editors mark a text as unfinished. */
const DRAFT_TAGS: ReadonlySet<string> = new Set(
  'wip work-in-progress do-not-publish not-for-publication no-publish embargoed'.split(' '),
)
/** Pairs of words of texts that are about a draft of players, or the design of a building. */
const DRAFT_PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(?<!\p{L})(?:nfl|w?nba|nhl|mlb|mls|afl)(?!\p{L})/iu,
    /(?<!\p{L})(?:picks?|lottery|rookies?|prospects?|college|mock|(?:the|der|le|la|el|il|de) draft)(?!\p{L})/iu,
  ],
  [/(?<!\p{L})archite[ck]t/iu, /(?<!\p{L})(?:der|den|dem|des|dieser) entw(?:u|ü)rf/iu],
]

/** How articles show that they are about what a tag means, so that the tag is no mark. */
interface Subject {
  /** A title that has the word neither as a mark at its beginning nor at its end. */
  readonly title: RegExp
  readonly text?: RegExp
  readonly pairs?: typeof DRAFT_PAIRS
}

const DRAFTS: Subject = {
  title:
    /(?!^)(?:(?<!\p{L})drafts?(?!\p{L})|entw(?:ü|u)rf|brouillon|borrador|bozz[ae](?!\p{L})|rascunho)(?=.*\p{L})|^(?:draft|entwurf|brouillon|borrador|bozza|rascunho)\s+(?:\p{L}|\d{4}(?!\d))|^gesetzentw|conscript|wehrpflicht/iu,
  // The key in a text about programs.
  text: /[`'"]drafts?\b/iu,
  pairs: DRAFT_PAIRS,
}
const PRIVATE_THINGS: Subject = {
  title:
    /(?!^)(?<!\p{L})(?:privat|privé|privad)(?=.*\p{L})|^(?:privat\p{L}*|privé\p{L}*|privad\p{L}*)\s+(?:\p{L}|\d{4}(?!\d))/iu,
  text: /(?<!\p{L})private (?:equity|sector|schools?|compan|credit|health|insur|jet)/iu,
}
/** Such tags that are subjects of news, too. */
const SUBJECT_TAGS: ReadonlyMap<string, Subject> = new Map([
  ...'draft drafts entwurf brouillon borrador bozza rascunho'.split(' ').map((tag) => [tag, DRAFTS] as const),
  ['private', PRIVATE_THINGS],
  ['unpublished', { title: /(?<!\p{L})unpublished(?!\p{L})/iu }],
])
/** A recommendation about shares: `HOLD: Analysts see no upside`. */
const RECOMMENDED = /(?<!\p{L})(?:analysts?|ratings?|price targets?|upside|downside)(?!\p{L})/iu
const SANCTIONS = /sanction|sankti|sancion|sanzion/iu
const GOODS =
  /(?<!\p{L})(?:oil|gas|arms|öl|erdöl|waffen|pétrole|armes|petróleo|armas|petrolio|armi|olie|cuba|kuba|havana|havane|habana|iran|russia|russland|russie|rusia)(?!\p{L})/iu

const UNTIL =
  "(?:until|till?|before|prior to|bis(?: zum)?|jusqu['’](?:au|à)|hasta(?: el| las)?|fino (?:al(?:le)?|a)|tot|até|do|to)"
const BEFORE = `(?:${UNTIL}|avant(?: le)?|vor(?: dem)?|antes del?|prima del?|voor)`
const UNDER =
  '(?:(?:strict(?:ly)?|under(?: strict| an| a)?|press|media|news|sous|bajo|sotto|onder|sob|pod|unter)\\s+)'
const EMBARGO =
  '(?:embarg(?:o|oed|ado|ada|ato|ata)|sperrfrist|gesperrt)(?: (?:copy|notice|for (?:release|publication)))?'
const NOT_YET =
  '(?:(?:not|never) (?:for|to be)|(?:do|must|may) not(?: be)?) (?:publication|publish(?:ed)?|released?|broadcast|post(?:ed)?)(?: or \\p{L}+)*'
/** A line that is only a notice, followed by the time of its end. */
const EMBARGO_UNTIL = new RegExp(
  `^(?:(?:${UNDER}*${EMBARGO}(?:\\s*[:–—-])?|hold(?: for release)?)\\s+(?:${UNTIL}|(?:lifts?|ends?|expires?)(?: on| at)?(?! (?:after|and|as|by|for|in|with|without)(?!\\p{L})))|(?:${EMBARGO}\\s*[:–—-]\\s*)?(?:${NOT_YET}|${ORDER}),?\\s+${BEFORE})(?!\\p{L})(?<rest>.*)$`,
  'iu',
)
const BETWEEN = /^(?:bitte )?nicht vor (?:dem )?(?<rest>.+) ver(?:ö|oe)ffentlichen$/iu
const EMBARGO_COLON = new RegExp(`^${UNDER}*${EMBARGO}\\s*:(?<rest>.*)$`, 'iu')
const NOTICE = new RegExp(
  `^(?:(?:strict(?:ly)? |under (?:strict |an? )?)embargo(?:ed)?|embargoed|hold for release|(?:${DRAFT}(?:${SEPARATOR}|, ))?${ORDER})$`,
  'iu',
)
/** A title that begins with a notice: `EMBARGOED: Budget agreed`. */
const EMBARGO_BEFORE_TITLE = new RegExp(
  `^(?:[[(【]\\s*${UNDER}*${EMBARGO}\\b[^\\])】]*[\\])】]|(?:${UNDER}+${EMBARGO}|embargoed|sperrfrist)(?: ${UNTIL}(?!\\p{L})[^:]*)?\\s*[:–—-]\\s)`,
  'iu',
)
const EMBARGO_IN_CAPITALS =
  /^(?:UNDER )?(?:EMBARGO(?:ED)?|SPERRFRIST)(?: UNTIL [^:]*| [^:\p{Ll}]*\d[^:]*)?\s*[:–—-]\s.*\p{Ll}/u
const EMBARGO_AFTER_TITLE = new RegExp(
  `[[(【]\\s*${UNDER}*${EMBARGO}(?: ${UNTIL}(?!\\p{L})[^\\])】]*)?[\\])】]$|\\s[–—|-]\\s+${UNDER}*embargoed(?: ${UNTIL}(?!\\p{L}).*)?$`,
  'iu',
)
/** Such a title may be about a country or goods under an embargo, unless it is written as only notices are. */
const PLAIN_NOTICE = /^[^\p{Ll}]*(?:EMBARGOED|UNDER EMBARGO)|\d|^[[(【]/u

/** A word of every mark and notice, which nearly no text has. */
const ANY_WORD =
  /draft|entwurf|brouillon|borrador|bozza|rascunho|utkast|kladde|luonnos|szkic|taslak|черновик|чернетка|草稿|下書き|초안|publi|pubblic|releas|broadcast|post|ffentlich|diffuser|online|wip|progress|hold|embarg|sperr/iu

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
    if (ANY_WORD.test(title) && isEmbargoTitle(title, body.text) && holds(title))
      return { kind: 'embargo', got: title }
    const found = firstLines(body).find(
      ({ text }) => ANY_WORD.test(text) && isEmbargoLine(text) && holds(text),
    )
    if (found !== undefined) return { kind: 'embargo', got: found.text, line: found.line }
  }
  if (isNoDraft) return undefined
  if (ANY_WORD.test(title) && isDraftTitle(title, tags, body.text)) return { kind: 'draft', got: title }
  const tag = tags.find((one) => {
    const key = wordKey(one)
    const subject = SUBJECT_TAGS.get(key)
    return DRAFT_TAGS.has(key) || (subject !== undefined && !isAbout(subject, title, tags, body.text))
  })
  return tag === undefined ? undefined : { kind: 'draft', got: tag }
}

function isDraftTitle(title: string, tags: readonly string[], text: string): boolean {
  if (![IN_BRACKETS, BEFORE_TITLE, IN_CAPITALS].some((mark) => mark.test(title))) return false
  if (/^HOLD(?! FOR)/.test(title)) return !RECOMMENDED.test(title)
  return !/^draft|^entwurf/i.test(title) || !hasPair(DRAFT_PAIRS, title, tags, text)
}

function isAbout(subject: Subject, title: string, tags: readonly string[], text: string): boolean {
  return (
    subject.title.test(title) ||
    subject.text?.test(text.slice(0, MOST_TEXT)) === true ||
    (subject.pairs !== undefined && hasPair(subject.pairs, title, tags, text))
  )
}

function hasPair(pairs: typeof DRAFT_PAIRS, title: string, tags: readonly string[], text: string): boolean {
  const all = [title, ...tags, text.slice(0, MOST_TEXT)].join('\n')
  return pairs.some((words) => words.every((word) => word.test(all)))
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
const isEmbargoTitle = (title: string, text: string): boolean =>
  ((EMBARGO_BEFORE_TITLE.test(title) || EMBARGO_IN_CAPITALS.test(title)) &&
    (PLAIN_NOTICE.test(title) || !isAboutSanctions(title, text))) ||
  EMBARGO_AFTER_TITLE.test(title) ||
  (/^(?:.{0,20}embargoed|[^\p{Ll}]*EMBARGO)\b/iu.test(title) &&
    /embargoed|EMBARGO/.test(title) &&
    isEmbargoLine(title))

const isAboutSanctions = (title: string, text: string): boolean =>
  SANCTIONS.test(title) ||
  (!/^embargoed/i.test(title) && GOODS.test(title) && SANCTIONS.test(text.slice(0, MOST_TEXT)))

function isEmbargoLine(line: string): boolean {
  if (line === 'EMBARGO' || NOTICE.test(line)) return true
  const until = (EMBARGO_UNTIL.exec(line) ?? BETWEEN.exec(line))?.groups?.['rest'] ?? ''
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
