import { type Byline, namesOf, readByline } from './byline.ts'
import { PAYWALL } from './page-chrome.ts'
import { endsSentence, isItem, isProse, isShouted, type PageLine, weightOf } from './page-lines.ts'
import { addressesReader, withoutSiteTalk } from './site-talk.ts'
import { isAuthorNote, withoutTail } from './tail.ts'

/** Minimum length of a standfirst below a headline. */
const STANDFIRST = 40
/** Minimum length of a sentence that continues the article after a list of other stories. */
const GOES_ON = 50

/**
 * Extracts the paragraphs, subheadings and lists of an article from the lines below its headline, without page
 * furniture.
 */
export function bodyOf(
  lines: readonly PageLine[],
  { authors, published = '', updated = '' }: Byline,
): readonly string[] {
  const days = [published, updated].map((date) => date.slice(0, DAY))
  const reader = new BodyReader(withoutSiteTalk(lines), authors, days)
  return withoutTail(reader.read(), authors)
}

/** Length of a date without time. */
const DAY = 'yyyy-mm-dd'.length

class BodyReader {
  readonly #lines: readonly PageLine[]
  readonly #authors: readonly string[]
  /** Whether blank lines separate paragraphs, so that adjacent lines form one block. */
  readonly #hasBlocks: boolean
  /** Length and number of paragraphs from each line on. */
  readonly #weightFrom: readonly number[]
  readonly #proseFrom: readonly number[]
  /** Whether most paragraphs have no other line beside them. */
  readonly #areParagraphsAlone: boolean
  /** Whether nearly all paragraphs end with a punctuation mark. */
  readonly #doParagraphsEnd: boolean
  /** Blocks with lines of furniture, and the last line of text in each block. */
  readonly #withFurniture: ReadonlySet<number>
  readonly #lastProse: ReadonlyMap<number, number>
  /** Index of the first line of the next block, for each block. */
  readonly #afterBlocks = new Map<number, number>()
  /** Number of lines for sharing in each block. */
  readonly #shareLines = new Map<number, number>()
  /** Beginnings of the words in the running text. */
  readonly #subject: ReadonlySet<string>
  readonly #kept: string[] = []
  /** Number and length of the kept paragraphs. */
  #keptProse = 0
  #keptWeight = 0
  #questions = 0
  /** Short lines that turn out to be subheadings or list items only when the next lines are known. */
  #pending: PageLine[] = []
  /** Number of lines in the standfirst, and whether furniture follows it. */
  #standfirstLines = 0
  #hasBar = false
  /** Days on which the article was published or changed. */
  readonly #days: readonly string[]
  /** Where short lines were last kept: there may begin a card, with the headline of another story, its summary and date. */
  #cardStart: number | undefined

  constructor(lines: readonly PageLine[], authors: readonly string[], days: readonly string[]) {
    this.#lines = lines
    this.#authors = authors
    this.#days = days
    this.#lastProse = new Map(
      lines.flatMap(({ kind, text, block }, at) =>
        kind === 'text' && isProse(text) ? [[block, at] as const] : [],
      ),
    )
    this.#hasBlocks = this.#lastProse.size > 1
    this.#subject = new Set(
      lines.flatMap(({ kind, text }) => (kind === 'text' && isProse(text) ? stemsOf(text) : [])),
    )
    const sizes = new Map<number, number>()
    for (const [at, { block, text }] of lines.entries()) {
      sizes.set(block, (sizes.get(block) ?? 0) + 1)
      this.#afterBlocks.set(block, at + 1)
      if (SHARE.test(text)) this.#shareLines.set(block, (this.#shareLines.get(block) ?? 0) + 1)
    }
    const long = lines.filter(
      ({ kind, text }) => kind === 'text' && endsSentence(text) && weightOf(text) >= LONG,
    )
    const alone = long.filter(({ block }) => sizes.get(block) === 1)
    const weights = lines.map(({ kind, text }) => (kind === 'text' && isProse(text) ? weightOf(text) : 0))
    this.#weightFrom = sumsFrom(weights)
    this.#proseFrom = sumsFrom(weights.map(Math.sign))
    const paragraphs = lines.filter(({ kind, text }) => kind === 'text' && weightOf(text) >= LONG)
    const open = paragraphs.filter(({ text }) => isWithoutEnd(text))
    this.#doParagraphsEnd = open.length * 6 <= paragraphs.length
    this.#areParagraphsAlone = alone.length >= 3 && alone.length * 4 >= long.length * 3
    this.#withFurniture = new Set(lines.flatMap(({ kind, block }) => (kind === 'single' ? [block] : [])))
  }

  read(): readonly string[] {
    let at = this.#standfirst()
    this.#standfirstLines = this.#kept.length
    while (at < this.#lines.length) {
      const line = this.#lines[at]
      if (line === undefined) break
      if (line.kind === 'end' && this.#isEnd(at)) break
      if (this.#isClosing(at) || this.#isNextArticle(at)) break
      if (line.kind === 'aside' || this.#isPortrait(at)) at = this.#afterAside(at)
      else if (this.#isBox(at)) at = this.#afterBlock(at)
      else {
        if (line.kind === 'text' && !this.#isButton(at) && !this.#isShownTwice(at)) this.#take(line)
        if (line.kind === 'single' && this.#isOtherDate(line.text)) this.#dropCard()
        if (line.kind !== 'text') this.#hasBar = true
        at += 1
      }
    }
    return this.#kept
  }

  /** Whether the text has more than one paragraph so far. */
  #hasBegun(): boolean {
    return this.#keptProse >= 2
  }

  #keep(text: string): void {
    this.#kept.push(text)
    this.#count(text, 1)
  }

  /** Drops what was kept from `start` on. */
  #drop(start: number): void {
    for (const text of this.#kept.splice(start)) this.#count(text, -1)
  }

  #count(text: string, sign: 1 | -1): void {
    if (isQuestion(text)) this.#questions += sign
    if (!isProse(text)) return
    this.#keptProse += sign
    this.#keptWeight += sign * weightOf(text)
  }

  /** Whether a line consists of a date that is not the date of this article. */
  #isOtherDate(text: string): boolean {
    const { authors, published, updated } = readByline(text) ?? { authors: [] }
    const day = (published ?? updated)?.slice(0, DAY)
    return (
      day !== undefined &&
      authors.length === 0 &&
      this.#days.some((own) => own !== '') &&
      !this.#days.includes(day)
    )
  }

  /** Whether a text as long as a paragraph has no end, where all paragraphs have: it describes a picture. */
  #isUnended(text: string): boolean {
    if (weightOf(text) < LONG || isItem(text) || !isWithoutEnd(text) || CREDITS.test(text)) return false
    if (/[:：]$/u.test(this.#kept.at(-1) ?? '')) return false
    return this.#doParagraphsEnd
  }

  /** Whether another article with its own authors, date and text follows, as on pages that load more and more. */
  #isNextArticle(at: number): boolean {
    const { text, kind } = this.#lines[at] ?? NONE
    if (kind !== 'single' || this.#keptProse < 3 || (this.#proseFrom[at] ?? 0) < 3) return false
    const { authors } = readByline(text) ?? { authors: [] }
    const isOther = authors.length > 0 && !authors.some((author) => this.#authors.includes(author))
    return isOther && [1, 2].some((next) => this.#isOtherDate(this.#lines[at + next]?.text ?? ''))
  }

  #dropCard(): void {
    this.#pending = []
    const start = this.#cardStart
    if (start === undefined) return
    const summary = this.#kept.slice(start).filter((text) => isProse(text))
    if (summary.length <= 2 && summary.every((text) => text.length <= MAX_SUMMARY)) this.#drop(start)
    this.#cardStart = undefined
  }

  /** Keeps the pending lines as subheadings and list items, unless they are links to other stories. */
  #keepPending(): void {
    const lines = this.#pending
    this.#pending = []
    if (lines.length === 0) {
      if (this.#cardStart !== undefined && this.#kept.length > this.#cardStart + 3)
        this.#cardStart = undefined
      return
    }
    this.#cardStart = this.#kept.length
    const isList = ({ block }: PageLine) => {
      const texts = lines.filter((line) => line.block === block).map(({ text }) => text)
      return this.#hasBlocks && texts.length > 1 && !texts.some(isEntry) && !texts.every(isLabeled)
    }
    // Above the last one, other short lines are descriptions of pictures, or labels of other stories.
    const last = lines.at(-1)
    const isScattered =
      (this.#hasBlocks ? new Set(lines.map(({ block }) => block)).size === lines.length : lines.length > 2) &&
      !lines.some(({ text }) => isEntry(text) || isLabeled(text)) &&
      ![this.#kept.at(-1) ?? '', ...lines.map(({ text }) => text)].some((text) => /[:：]$/u.test(text))
    const isOfList =
      /[:：;]$/u.test(this.#kept.at(-1) ?? '') ||
      lines.some(({ text }) => /;(?: (?:and|or|und|oder|et|ou|y|o|e))?$/u.test(text)) ||
      (lines.length > 1 &&
        lines.filter(({ text }) => isEntry(text) || isLabeled(text)).length * 2 > lines.length)
    const kept = lines.filter(
      (line) =>
        !isList(line) &&
        !isDescription(line.text) &&
        (!isScattered || (line === last && (this.#hasBlocks || line.text.split(' ').length <= MOST_WORDS))) &&
        (isOfList || !this.#isForeign(line.text)),
    )
    for (const { text } of kept) this.#keep(text)
  }

  /** Keeps the lines right below the headline that sum it up; returns the index of the next line. */
  #standfirst(): number {
    let at = 0
    for (const line of this.#lines) {
      if (this.#isShownTwice(at) || this.#isBox(at)) break
      const isBelowByline = line.kind === 'single' && this.#kept.length === 0 && at < 3
      if (!isBelowByline) {
        if (line.kind !== 'text' || weightOf(line.text) < STANDFIRST || line.text.split(' ').length < 6) break
        // Below a byline or buttons, a shorter line may be a description of a picture.
        if (at > this.#kept.length && !isProse(line.text)) break
        if (/[)）]$/u.test(line.text)) break
        this.#keep(line.text)
      }
      at += 1
      if (endsSentence(line.text) && !isBelowByline) break
    }
    return this.#kept.length === 0 ? 0 : at
  }

  /**
   * Whether the block that begins here is a picture with caption and credit, a player, or a card that links to another
   * story. Only the lines together show this.
   */
  #isBox(start: number): boolean {
    const first = this.#lines[start]
    if (!this.#hasBlocks || first === undefined || this.#lines[start - 1]?.block === first.block) return false
    const lines = this.#lines.slice(start, this.#afterBlock(start))
    const [last] = lines.slice(-1)
    if (lines.length < 2 || last === undefined) return false
    const texts = lines.filter(({ kind }) => kind === 'text')
    if (lines.some(({ kind }) => kind === 'caption')) return texts.every(({ text }) => text.length <= MAX_ALT)
    if (texts.length >= 2 && MADE_BY.test(last.text) && !this.#authors.includes(last.text))
      return texts.slice(0, -1).every(({ text }) => text.length <= MAX_ALT && endsSentence(text))
    if (last.kind === 'single' && this.#isOtherDate(last.text) && this.#keptProse > 0)
      return texts.every(({ text }) => text.length <= MAX_SUMMARY)
    if (this.#isOffer(lines)) return true
    if (LEADS_ON.test(first.text) || this.#isListOfLinks(texts)) return true
    return lines.some(({ text }) => CARD.test(text)) && !texts.some(({ text }) => isSentence(text))
  }

  /** Whether a block has buttons or offers and text, where each paragraph is a block of its own. */
  #isOffer(lines: readonly PageLine[]): boolean {
    const isBegun = this.#hasBegun()
    return (
      isBegun &&
      this.#areParagraphsAlone &&
      lines.some(({ kind, text }) => kind !== 'text' && !isDateLine(text)) &&
      !lines.some(({ text }) => WRITTEN_BY.test(text) || this.#authors.includes(text)) &&
      lines.every(
        ({ kind, text }) =>
          kind !== 'text' ||
          (text.length <= MAX_SUMMARY && (!/[.!…]["'”’»]?$/u.test(text) || addressesReader(text))),
      )
    )
  }

  /** Whether the lines of a block are the headlines of other stories. */
  #isListOfLinks(texts: readonly PageLine[]): boolean {
    const last = this.#kept.at(-1) ?? ''
    return (
      texts.length >= 2 &&
      isProse(last) &&
      !/[:：]$/u.test(last) &&
      texts.every(
        ({ text }) => text.length <= MAX_LINK && !/[.!…:]["'”’»]?$/u.test(text) && !isEntry(text),
      ) &&
      !texts.every(({ text }) => isLabeled(text))
    )
  }

  /** Whether a short line is in a block with furniture and without text below it, such as a bar with buttons. */
  #isButton(at: number): boolean {
    const line = this.#lines[at]
    if (!this.#hasBlocks || line === undefined || isProse(line.text) || isItem(line.text)) return false
    return this.#withFurniture.has(line.block) && at > (this.#lastProse.get(line.block) ?? -1)
  }

  /** Whether the line is the description of a picture, which is repeated below it as its caption. */
  #isShownTwice(at: number): boolean {
    const { text, block } = this.#lines[at] ?? { text: '', block: -1 }
    const [before, next] = [this.#lines[at - 1], this.#lines[at + 1]]
    return (
      (next?.block === block &&
        next.text.startsWith(text) &&
        (next.kind === 'caption' || next.text === text)) ||
      (before?.block === block && before.text === text)
    )
  }

  #afterBlock(start: number): number {
    return this.#afterBlocks.get(this.#lines[start]?.block ?? -1) ?? this.#lines.length
  }

  #take(line: PageLine): void {
    const { text } = line
    const isBegun = this.#keptProse > 0
    if (isAuthorNote(text, this.#authors)) return
    // The salutation of a letter is not a line of a menu.
    if (!isBegun && SALUTATION.test(text)) {
      this.#keep(text)
      return
    }
    if (isBegun && this.#isUnended(text)) return
    const isLink = this.#pending.length > 0 && isQuestion(text) && weightOf(text) < MAX_LINK
    if (!isLink && (isSentence(text) || (isBegun && isProse(text) && !isShouted(text)))) {
      // Lines before the first sentence are a menu.
      const isBar = this.#hasBar && this.#kept.length === this.#standfirstLines
      if (isBegun && !isBar) this.#keepPending()
      this.#pending = []
      this.#keep(text)
    } else if (
      isBegun &&
      (isItem(text) || /[:：]$/u.test(this.#kept.at(-1) ?? '') || isItem(this.#kept.at(-1) ?? ''))
    ) {
      if (isItem(text) || this.#pending.length > 0 || /[:：]$/u.test(this.#kept.at(-1) ?? ''))
        this.#keepItem(line)
      else this.#pending.push(line)
    } else this.#pending.push(line)
  }

  #keepItem(line: PageLine): void {
    if (isItem(line.text)) {
      this.#keepPending()
      this.#keep(line.text)
    } else this.#pending.push(line)
  }

  /** Index of the first line after a list of other stories, an offer or an author portrait. */
  #afterAside(start: number): number {
    this.#pending = []
    this.#cardStart = undefined
    const { block } = this.#lines[start] ?? { block: -1 }
    let at = start + 1
    const isAside = (line: PageLine) => line.kind !== 'text' || !isSentence(line.text)
    const hasItems = this.#hasBlocks && this.#lines[at]?.block === block
    while (hasItems && this.#lines[at]?.block === block) at += 1
    const isWhole = isSentence(this.#lines[start]?.text ?? '')
    // The portrait continues below the block that has the name.
    if ((hasItems && this.#lines[start]?.kind === 'aside') || isWhole) return at
    let items = 0
    for (; at < this.#lines.length; at += 1) {
      const line = this.#lines[at]
      if (line === undefined || line.kind === 'end' || line.kind === 'aside' || this.#isBox(at)) return at
      const weight = weightOf(line.text)
      const isLink =
        (weight < MAX_LINK && isQuestion(line.text)) || this.#isOtherDate(this.#lines[at + 1]?.text ?? '')
      const isInList = isItem(line.text) && at === start + 1 + items
      if (isInList) items += 1
      else if (!isAside(line) && weight >= GOES_ON && !addressesReader(line.text) && !isLink)
        return this.#isSubheading(at - 1, start + 1) ? at - 1 : at
    }
    return at
  }

  /** Whether a line between the links of an aside, which begin at `first`, and a paragraph is the subheading of the latter. */
  #isSubheading(at: number, first: number): boolean {
    const { text, kind, block } = this.#lines[at] ?? NONE
    const above = this.#lines[at - 1] ?? NONE
    if (at <= first || kind !== 'text') return false
    if (this.#questions > 1 && isQuestion(text)) return true
    return (
      text.split(' ').length <= MOST_WORDS &&
      /^[\p{Lu}\p{Pi}\p{Pf}"'¿¡]/u.test(text) &&
      (!this.#hasBlocks || above.block !== block) &&
      (above.kind !== 'text' || weightOf(text) * 3 < weightOf(above.text) * 2)
    )
  }

  /** Whether a line of several words says nothing of what the article is about: it links to another story. */
  #isForeign(text: string): boolean {
    const words = stemsOf(text)
    if (text.split(' ').length < LEAST_WORDS || words.length < 3 || !isWithoutEnd(text)) return false
    return words.filter((word) => this.#subject.has(word)).length < words.length * LEAST_SHARE
  }

  /** Whether the text is followed here by a presentation of the author: a line that is, or begins with, the name. */
  #isPortrait(at: number): boolean {
    const { text, kind } = this.#lines[at] ?? { text: '', kind: 'single' }
    const above = this.#lines[at - 1]
    // The author of an entry of a live blog is below its time.
    if (above?.kind === 'single' && readByline(above.text) !== undefined) return false
    const written = kind === 'single' ? WRITTEN_BY.exec(text)?.groups?.['name'] : undefined
    if (written !== undefined) return this.#hasBegun() && this.#authors.includes(written)
    if (kind !== 'text' || !this.#hasBegun() || text.length > 100 || endsSentence(text)) return false
    const names = namesOf(text.replace(/\s*[(,|].*$/u, ''))
    return names.some((name) => this.#authors.some((author) => author.toLowerCase() === name.toLowerCase()))
  }

  /** Whether topics, a bar for sharing or a line about rights follows an article of which at most a third is left. */
  #isClosing(at: number): boolean {
    const { text, kind, block } = this.#lines[at] ?? { text: '', kind: 'text', block: -1 }
    if (kind !== 'single' || this.#keptProse === 0) return false
    const isBar = SHARE.test(text) && (this.#shareLines.get(block) ?? 0) >= 3
    if (!isBar && !CLOSING.test(text) && !PAYWALL.test(text)) return false
    const rest = this.#weightFrom[at] ?? 0
    // Only the second half can be the end.
    if (rest * 2 > (this.#weightFrom[0] ?? 0)) return false
    return rest * 2 <= this.#keptWeight
  }

  /** A link to the comments may be above the article as well: at the end, more text precedes it than follows it. */
  #isEnd(at: number): boolean {
    return this.#hasBegun() || this.#keptProse > (this.#proseFrom[at + 1] ?? 0)
  }
}

const SALUTATION =
  /^(?:dear|hello|hi|liebe[rs]?|sehr geehrte[rs]?|chère?s?|querid[oa]s?|estimad[oa]s?|car[oaie]|beste) [^.:;]{2,60}[,!]$/iu
const isQuestion = (text: string): boolean => /[?？]["”’»]?$/u.test(text)
const NONE: PageLine = { text: '', block: -1, kind: 'single' }
/** Number of words in a subheading, and of a line that may be the headline of another story. */
const MOST_WORDS = 5
const LEAST_WORDS = 8
/** Share of the words of a line that the text has, too, if the line belongs to it. */
const LEAST_SHARE = 0.34

/** The beginnings of the longer words in a text. */
const stemsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{M}]{4,}/gu) ?? []).map((word) => word.slice(0, 5))

/** Minimum length of a text that is no subheading, in characters. */
const LONG = 70
const isDateLine = (text: string): boolean => readByline(text) !== undefined
/** Who worked on a report: `Reporting by Lena Corso; Editing by Mark Tull`. */
const CREDITS = /(?<!\p{L})by \p{Lu}/u
const isWithoutEnd = (text: string): boolean => !endsSentence(text) && !/[:：,;—–-]$/u.test(text)

/** For each place, the sum of the values from there on. */
function sumsFrom(values: readonly number[]): readonly number[] {
  let sum = 0
  return values.map((_, at) => (sum += values.at(-1 - at) ?? 0)).reverse()
}

/** What a bar for sharing consists of. */
const SHARE =
  /^(?:facebook|twitter|x|x \(formerly twitter\)|whatsapp|telegram|linkedin|pinterest|reddit|e-?mail|mail|print|copy link|link kopieren|copier le lien|copiar enlace|copia link|bluesky|threads|flipboard|messenger|tumblr|share|teilen|partager|compartir)$/iu
/** Topics, and the line about rights. */
const CLOSING =
  /^(?:(?:tags?|tagged|topics?|related topics|filed under|posted in|keywords|labels|schlagworte?|themen|sujets|mots[- ]clés|thèmes|temas|etiquetas|argomenti|tópicos|теги|tagi|tema's|ämnen)\s*(?::.{0,200})?|(?:copyright )?(?:©|\(c\)).{0,200}|.{0,160}all rights reserved\.?)$/iu
/** Maximum length of a link to another story, in characters. */
const MAX_LINK = 90
/** Maximum length of the sentence below the headline of another story, in characters. */
const MAX_SUMMARY = 250
/** Maximum length of a picture description, in characters. */
const MAX_ALT = 250
/** A line that credits a photographer or illustrator, below the description of a picture. */
const MADE_BY =
  /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,2}(?: (?:for|für|pour|para|via) \S.{1,40}| ?\/ ?\S.{1,30})?$/u
const WRITTEN_BY = /^written by (?<name>.+)$/iu
/** The label above a box that links to another story. */
const LEADS_ON = /^(?:mehr|weiterlesen|read more|lire la suite|leer más|leggi tutto)$/iu
/** The age of another story, or the length of its video. */
const CARD =
  /^(?:(?:duration|dauer|durée)\s*:? ?\d{1,2}:\d{2}|\d+ (?:minutes?|hours?|days?|weeks?|months?) ago|vor \d+ (?:minuten|stunden|tagen))$/iu

/** Whether a short line is an entry of a list that is not made of links: it begins with a quantity or a small letter. */
const isEntry = (text: string): boolean => isItem(text) || /^(?:\p{N}|\p{Ll}|[½¼¾])/u.test(text)

const isLabeled = (text: string): boolean => /^[^:]{2,30}: \S.{0,60}$/u.test(text)

/** Whether a line without a full stop is a description of a picture: too long for a subheading, or with a remark at its end. */
const isDescription = (text: string): boolean => !endsSentence(text) && !isItem(text) && /[)）]$/u.test(text)

/** Whether the text is a sentence, or too long to be anything else. */
const isSentence = (text: string): boolean =>
  (endsSentence(text) && !isShouted(text) && weightOf(text) >= 4) ||
  weightOf(text) >= 120 ||
  (/[:：]$/u.test(text) && weightOf(text) >= 50)
