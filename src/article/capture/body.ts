import { namesOf } from './byline.ts'
import { endsSentence, isProse, type PageLine, weightOf } from './page-lines.ts'

/** Minimum length of a standfirst below a headline. */
const STANDFIRST = 40
/** Minimum length of a sentence that continues the article after a list of other stories. */
const GOES_ON = 50

/**
 * Extracts the paragraphs, subheadings and lists of an article from the lines below its headline, without page
 * furniture.
 */
export function bodyOf(lines: readonly PageLine[], authors: readonly string[]): readonly string[] {
  const reader = new BodyReader(lines, authors)
  return withoutTail(reader.read(), authors)
}

class BodyReader {
  readonly #lines: readonly PageLine[]
  readonly #authors: readonly string[]
  /** Whether blank lines separate paragraphs, so that adjacent lines form one block. */
  readonly #hasBlocks: boolean
  /** Blocks with lines of furniture, and the last line of text in each block. */
  readonly #withFurniture: ReadonlySet<number>
  readonly #lastProse: ReadonlyMap<number, number>
  readonly #kept: string[] = []
  /** Short lines that turn out to be subheadings or list items only when the next lines are known. */
  #pending: string[] = []
  /** Number of lines in the standfirst, and whether furniture follows it. */
  #standfirstLines = 0
  #hasBar = false

  constructor(lines: readonly PageLine[], authors: readonly string[]) {
    this.#lines = lines
    this.#authors = authors
    this.#lastProse = new Map(
      lines.flatMap(({ kind, text, block }, at) =>
        kind === 'text' && isProse(text) ? [[block, at] as const] : [],
      ),
    )
    this.#hasBlocks = this.#lastProse.size > 1
    this.#withFurniture = new Set(lines.flatMap(({ kind, block }) => (kind === 'single' ? [block] : [])))
  }

  read(): readonly string[] {
    let at = this.#standfirst()
    this.#standfirstLines = this.#kept.length
    while (at < this.#lines.length) {
      const line = this.#lines[at]
      if (line === undefined) break
      if (line.kind === 'end' && this.#isEnd(at)) break
      if (line.kind === 'aside' || this.#isPortrait(line)) at = this.#afterAside(at)
      else if (this.#isBox(at)) at = this.#afterBlock(at)
      else {
        if (line.kind === 'text' && !this.#isButton(at) && !this.#isShownTwice(at)) this.#take(line)
        if (line.kind !== 'text') this.#hasBar = true
        at += 1
      }
    }
    return this.#kept
  }

  /** Keeps the lines right below the headline that sum it up; returns the index of the next line. */
  #standfirst(): number {
    let at = 0
    for (const line of this.#lines) {
      if (this.#isShownTwice(at)) break
      const isBelowByline = line.kind === 'single' && this.#kept.length === 0 && at < 3
      if (!isBelowByline) {
        if (line.kind !== 'text' || weightOf(line.text) < STANDFIRST || line.text.split(' ').length < 6) break
        // Below a byline or buttons, a shorter line may be a description of a picture.
        if (at > this.#kept.length && !isProse(line.text)) break
        this.#kept.push(line.text)
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
    if (LEADS_ON.test(first.text)) return true
    return lines.some(({ text }) => CARD.test(text)) && !texts.some(({ text }) => isSentence(text))
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
    const block = this.#lines[start]?.block
    const after = this.#lines.findIndex((line, at) => at > start && line.block !== block)
    return after === -1 ? this.#lines.length : after
  }

  #take({ text }: PageLine): void {
    const isBegun = this.#kept.some((kept) => isProse(kept))
    if (this.#kept.filter(isProse).length < 2 && isAuthorNote(text, this.#authors)) return
    if (isSentence(text) || (isBegun && isProse(text))) {
      // Lines before the first sentence are a menu.
      const isBar = this.#hasBar && this.#kept.length === this.#standfirstLines
      if (isBegun && !isBar) this.#kept.push(...this.#pending)
      this.#pending = []
      this.#kept.push(text)
    } else if (
      isBegun &&
      (isItem(text) || /[:：]$/u.test(this.#kept.at(-1) ?? '') || isItem(this.#kept.at(-1) ?? ''))
    ) {
      if (isItem(text) || this.#pending.length > 0 || /[:：]$/u.test(this.#kept.at(-1) ?? ''))
        this.#keepItem(text)
      else this.#pending.push(text)
    } else this.#pending.push(text)
  }

  #keepItem(text: string): void {
    if (isItem(text)) {
      this.#kept.push(...this.#pending, text)
      this.#pending = []
    } else this.#pending.push(text)
  }

  /** Index of the first line after a list of other stories, an offer or an author portrait. */
  #afterAside(start: number): number {
    this.#pending = []
    const { block } = this.#lines[start] ?? { block: -1 }
    let at = start + 1
    const isAside = (line: PageLine) => line.kind !== 'text' || !isSentence(line.text)
    const hasItems = this.#hasBlocks && this.#lines[at]?.block === block
    while (hasItems && this.#lines[at]?.block === block) at += 1
    const isWhole = isSentence(this.#lines[start]?.text ?? '')
    // The portrait continues below the block that has the name.
    if ((hasItems && this.#lines[start]?.kind === 'aside') || isWhole) return at
    for (; at < this.#lines.length; at += 1) {
      const line = this.#lines[at]
      if (line === undefined || line.kind === 'end' || line.kind === 'aside') return at
      if (!isAside(line) && weightOf(line.text) >= GOES_ON && !/[?？]["”’»]?$/u.test(line.text)) return at
    }
    return at
  }

  /** Whether the text is followed here by a presentation of the author: a line that is, or begins with, the name. */
  #isPortrait({ text, kind }: PageLine): boolean {
    const written = kind === 'single' ? WRITTEN_BY.exec(text)?.groups?.['name'] : undefined
    if (written !== undefined)
      return this.#kept.filter(isProse).length >= 2 && this.#authors.includes(written)
    if (kind !== 'text' || this.#kept.filter(isProse).length < 2 || text.length > 100 || endsSentence(text))
      return false
    const names = namesOf(text.replace(/\s*[(,|].*$/u, ''))
    return names.some((name) => this.#authors.some((author) => author.toLowerCase() === name.toLowerCase()))
  }

  /** A link to the comments may be above the article as well: at the end, more text precedes it than follows it. */
  #isEnd(at: number): boolean {
    const said = this.#kept.filter(isProse).length
    if (said >= 2) return true
    return (
      said > this.#lines.slice(at + 1).filter(({ kind, text }) => kind === 'text' && isProse(text)).length
    )
  }
}

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

const isItem = (text: string): boolean => /^(?:[•●▪◦‣·*–—-]|\d{1,2}[.)])\s+\S/u.test(text)

/** Whether the text is a sentence, or too long to be anything else. */
const isSentence = (text: string): boolean =>
  (endsSentence(text) && weightOf(text) >= 4) || weightOf(text) >= 120

/** Removes paragraphs at the end that describe the author or the newspaper, or link to further reading. */
function withoutTail(paragraphs: readonly string[], authors: readonly string[]): readonly string[] {
  const last = paragraphs.findLastIndex((text) => (isProse(text) || isItem(text)) && !isTail(text, authors))
  return paragraphs.slice(0, last + 1)
}

const OCCUPATION =
  '(?:reporter|editor|writer|journalist|columnist|correspondent|author|freelancer?|photographer|producer|critic|staff|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|journalist(?:in)?|volontär(?:in)?|journaliste|rédact(?:eur|rice)|correspondante?|redactora?|corresponsal|periodista|giornalista|redattrice|redattore|verslaggever|redacteur)'
const NAME = "\\p{Lu}[\\p{L}.'’-]+(?: \\p{Lu}[\\p{L}.'’-]+){1,3}"
const PORTRAITS: readonly RegExp[] = [
  new RegExp(
    `^${NAME}(?:,[^,]{0,40},)? (?:is|was|ist|est|es|è|is een) .{0,80}${OCCUPATION}(?!\\p{L}).{0,400}$`,
    'iu',
  ),
  new RegExp(
    `^${NAME} (?:covers?|writes?|reports?|joined|has (?:covered|written|reported)|lives|schreibt|berichtet|arbeitet|leitet|lebt|écrit|couvre|escribe|cubre|scrive|schrijft) .{0,400}$`,
    'iu',
  ),
  new RegExp(
    `^(?:es|est|ist|is|ha sido) (?:an? |une? |un[ao]? |eine? )?${OCCUPATION}(?!\\p{L}).{0,300}$`,
    'iu',
  ),
]
const TRUST: readonly RegExp[] = [
  /^(?:the )?[\p{L} .'’-]{3,60} is an? (?:independent|non-?profit|award-winning|global|local|daily|weekly|free|trusted|leading)\b.{0,300}(?:news|journalism|newsroom|newspaper|magazine|organization|organisation|publication)\b.{0,300}$/iu,
  /^(?:the )?[\p{L} .'’-]{3,60} is your (?:guide|source|home)\b.{0,200}$/iu,
  /^.{0,120}(?:can be reached|reach (?:him|her|them)|contact (?:him|her|them|the (?:author|writer|reporter))|follow (?:him|her|them|us)|email (?:him|her|them))\b.{0,160}$/iu,
  /(?:^|\s)\S+@\S+\.\p{L}{2,}(?:\s|[.,!?]|$)/u,
]

/** Whether a paragraph above the text describes the authors, or says where they reported from. */
function isAuthorNote(text: string, authors: readonly string[]): boolean {
  return (
    authors.some((author) => startsWithName(text, author)) &&
    (PORTRAITS.some((form) => form.test(text)) || /^.{3,60} reported (?:from|this)\b.{0,200}$/u.test(text))
  )
}

function isTail(text: string, authors: readonly string[]): boolean {
  if (text.length > 600) return false
  if (authors.some((author) => startsWithName(text, author)))
    return [...PORTRAITS].some((form) => form.test(text)) || !/[“"«„]/u.test(text)
  return [...PORTRAITS, ...TRUST].some((form) => form.test(text))
}

/** Matches `Jane Doe covers …` and `Jane covers …`; few articles mention their author in any other way. */
function startsWithName(text: string, author: string): boolean {
  const [first = ''] = author.split(' ')
  const last = author.split(' ').at(-1) ?? ''
  const start = text.toLowerCase()
  return [author, first, last].some((name) => name.length >= 3 && start.startsWith(`${name.toLowerCase()} `))
}
