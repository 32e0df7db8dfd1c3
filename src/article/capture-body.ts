import { namesOf } from './byline.ts'
import { endsSentence, isProse, type PageLine, weightOf } from './page-lines.ts'

/** Shortest line below a headline that can be its standfirst. */
const STANDFIRST = 40
/** Shortest sentence that shows, after a list of other stories, that the article goes on. */
const GOES_ON = 50

/**
 * The paragraphs, subheadings and lists of an article among the lines below its headline: what stands around and between
 * them is left out.
 */
export function bodyOf(lines: readonly PageLine[], authors: readonly string[]): readonly string[] {
  const reader = new BodyReader(lines, authors)
  return withoutTail(reader.read(), authors)
}

class BodyReader {
  readonly #lines: readonly PageLine[]
  readonly #authors: readonly string[]
  /** Whether blank lines stand between paragraphs, so that what stands together belongs together. */
  readonly #hasBlocks: boolean
  readonly #kept: string[] = []
  /** Short lines of which only what follows tells whether they are subheadings or items. */
  #pending: string[] = []

  constructor(lines: readonly PageLine[], authors: readonly string[]) {
    this.#lines = lines
    this.#authors = authors
    const blocks = new Set(
      lines.filter(({ kind, text }) => kind === 'text' && isProse(text)).map(({ block }) => block),
    )
    this.#hasBlocks = blocks.size > 1
  }

  read(): readonly string[] {
    let at = this.#standfirst()
    while (at < this.#lines.length) {
      const line = this.#lines[at]
      if (line === undefined) break
      if (line.kind === 'end' && this.#isEnd(at)) break
      if (line.kind === 'aside' || this.#isPortrait(line)) at = this.#afterAside(at)
      else if (this.#isBox(at)) at = this.#afterBlock(at)
      else {
        if (line.kind === 'text') this.#take(line)
        at += 1
      }
    }
    return this.#kept
  }

  /** Lines right below the headline that sum it up; returns where the rest begins. */
  #standfirst(): number {
    let at = 0
    for (const line of this.#lines) {
      if (line.kind !== 'text' || weightOf(line.text) < STANDFIRST || line.text.split(' ').length < 6) break
      this.#kept.push(line.text)
      at += 1
      if (endsSentence(line.text)) break
    }
    return at
  }

  /**
   * Whether a block that begins here is a picture with what it shows and who made it, a player or a card that leads to another
   * story. Its lines tell together what none tells alone.
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

  #afterBlock(start: number): number {
    const block = this.#lines[start]?.block
    const after = this.#lines.findIndex((line, at) => at > start && line.block !== block)
    return after === -1 ? this.#lines.length : after
  }

  #take({ text }: PageLine): void {
    const isBegun = this.#kept.some((kept) => isProse(kept))
    if (this.#kept.filter(isProse).length < 2 && isAuthorNote(text, this.#authors)) return
    if (isSentence(text) || (isBegun && isProse(text))) {
      // What stands before the first sentence is a menu.
      if (isBegun) this.#kept.push(...this.#pending)
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

  /** The first line after a list of other stories, an offer or a portrait. */
  #afterAside(start: number): number {
    this.#pending = []
    const { block } = this.#lines[start] ?? { block: -1 }
    let at = start + 1
    const isAside = (line: PageLine) => line.kind !== 'text' || !isSentence(line.text)
    const hasItems = this.#hasBlocks && this.#lines[at]?.block === block
    while (hasItems && this.#lines[at]?.block === block) at += 1
    const isWhole = isSentence(this.#lines[start]?.text ?? '')
    // A portrait goes on below the block with the name.
    if ((hasItems && this.#lines[start]?.kind === 'aside') || isWhole) return at
    for (; at < this.#lines.length; at += 1) {
      const line = this.#lines[at]
      if (line === undefined || line.kind === 'end' || line.kind === 'aside') return at
      if (!isAside(line) && weightOf(line.text) >= GOES_ON && !/[?？]["”’»]?$/u.test(line.text)) return at
    }
    return at
  }

  /** Where, after the text, the author is presented: by a line that is the name, or begins with it. */
  #isPortrait({ text, kind }: PageLine): boolean {
    const written = kind === 'single' ? WRITTEN_BY.exec(text)?.groups?.['name'] : undefined
    if (written !== undefined)
      return this.#kept.filter(isProse).length >= 2 && this.#authors.includes(written)
    if (kind !== 'text' || this.#kept.filter(isProse).length < 2 || text.length > 100 || endsSentence(text))
      return false
    const names = namesOf(text.replace(/\s*[(,|].*$/u, ''))
    return names.some((name) => this.#authors.some((author) => author.toLowerCase() === name.toLowerCase()))
  }

  /** A link to the comments may stand above the article, too: the end is where more was said before than comes after. */
  #isEnd(at: number): boolean {
    const said = this.#kept.filter(isProse).length
    if (said >= 2) return true
    return (
      said > this.#lines.slice(at + 1).filter(({ kind, text }) => kind === 'text' && isProse(text)).length
    )
  }
}

/** Most characters of what a picture shows. */
const MAX_ALT = 250
/** A photographer or illustrator in a line below what the picture shows. */
const MADE_BY =
  /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,2}(?: (?:for|für|pour|para|via) \S.{1,40}| ?\/ ?\S.{1,30})?$/u
const WRITTEN_BY = /^written by (?<name>.+)$/iu
/** What stands at the head of a box with another story. */
const LEADS_ON = /^(?:mehr|weiterlesen|read more|lire la suite|leer más|leggi tutto)$/iu
/** How old another story is, or how long its film. */
const CARD =
  /^(?:(?:duration|dauer|durée)\s*:? ?\d{1,2}:\d{2}|\d+ (?:minutes?|hours?|days?|weeks?|months?) ago|vor \d+ (?:minuten|stunden|tagen))$/iu

const isItem = (text: string): boolean => /^(?:[•●▪◦‣·*–—-]|\d{1,2}[.)])\s+\S/u.test(text)

/** A sentence, or what is too long to be anything else. */
const isSentence = (text: string): boolean =>
  (endsSentence(text) && weightOf(text) >= 4) || weightOf(text) >= 120

/** Paragraphs at the end that tell of the author or the paper, or of where else to read. */
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
  /(?:^|\s)\S+@\S+\.\p{L}{2,}(?:\s|[.,]|$)/u,
]

/** Who the authors are, or from where they reported, above the text. */
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

/** `Jane Doe covers …`, and `Jane covers …`, which the articles of few papers say of their author otherwise. */
function startsWithName(text: string, author: string): boolean {
  const [first = ''] = author.split(' ')
  const last = author.split(' ').at(-1) ?? ''
  const start = text.toLowerCase()
  return [author, first, last].some((name) => name.length >= 3 && start.startsWith(`${name.toLowerCase()} `))
}
