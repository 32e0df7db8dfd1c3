import { type Breadcrumb, fold, isNavigation, isPath, MAX_TITLE, sameTitle } from './breadcrumb.ts'
import { isRole, namesOf } from './byline.ts'
import { isHeaderLine } from './header.ts'
import { isPointer } from './page-chrome.ts'
import { endsSentence, isShouted, type PageLine, weightOf } from './page-lines.ts'
import { withoutOuterQuotes } from './quotation-marks.ts'
import { siteTalkIn } from './site-talk.ts'
import { isRunning, type Region, textRegion } from './text-region.ts'

/** The headline of a page, and whether it is certain. */
export interface FoundTitle {
  readonly title: string
  readonly isSure: boolean
  /** Whether authors or date are below it, or another line repeats it: then the text is a page. */
  readonly isConfirmed: boolean
}

/** Number of lines above and below the first paragraph among which the headline is searched for. */
const REACH = 80
/** Share of the running text that may be above the headline. */
const FEW = 0.34

/**
 * Finds the headline: the last part of the breadcrumb (in full, if it is truncated there) unless that may be a section,
 * or else the line near the beginning of the running text with the most points.
 */
export function findTitle(
  lines: readonly PageLine[],
  breadcrumb: Breadcrumb | undefined,
): FoundTitle | undefined {
  const page = new TitlePage(lines)
  const crumb = breadcrumb?.title
  if (crumb !== undefined) {
    const stated = statedBy(crumb, breadcrumb?.line ?? '', page)
    if (stated !== undefined) return stated
  }
  const top = breadcrumb === undefined ? -1 : lines.findIndex(({ text }) => text === breadcrumb.line)
  const candidates = page
    .candidates()
    .filter(({ at }) => at > top || page.range.some((other) => other > top && page.isSame(other, at)))
    .sort((one, other) => other.points - one.points || other.at - one.at)
  const [best] = candidates
  if (best === undefined)
    return crumb === undefined ? undefined : { title: crumb, isSure: false, isConfirmed: false }
  return {
    title: quotedAs(best.title, lines),
    isSure: isClear(best, candidates),
    isConfirmed: isConfirmed(best),
  }
}

/** The headline that a breadcrumb ends with, unless it may be a section. */
function statedBy(crumb: string, line: string, page: TitlePage): FoundTitle | undefined {
  const { lines, range } = page
  const cut = /^(.{8,}?)\s*(?:…|\.\.\.|\[…\])$/u.exec(crumb)?.[1]
  const textAt = (at: number) => lines[at]?.text ?? ''
  const whole = range.find(
    (at) => cut !== undefined && fold(withoutOuterQuotes(textAt(at))).startsWith(fold(cut)),
  )
  if (whole !== undefined)
    return { title: withoutOuterQuotes(textAt(whole)), isSure: true, isConfirmed: true }
  // The name of a section occurs in the menu above, and among the topics below the text.
  const below = lines.findIndex(({ text }) => text === line)
  if (!isQuotedOrLong(crumb, line)) return undefined
  const isShown = range.some((at) => at !== below && fold(textAt(at)).includes(fold(crumb)))
  const isSure = isShown || page.subjectOf(crumb).text >= LEAST_SHARE
  return { title: crumb, isSure, isConfirmed: isSure }
}

/** Share of the words of a headline that the text has, too, if it is about what the headline says. */
const LEAST_SHARE = 0.5

interface Candidate {
  readonly title: string
  readonly at: number
  readonly points: number
  /** Points for words that the text has, too. */
  readonly subject: number
  /** Whether authors or date are below it, or the first paragraph, and whether another line repeats it. */
  readonly isAboveHeader: boolean
  readonly isAboveText: boolean
  readonly isRepeated: boolean
  /** Whether it is within the running text, is a name, or may sum up a headline in the line above. */
  readonly isInText: boolean
  readonly isName: boolean
  readonly mayBeStandfirst: boolean
}

/** Least number of points of a certain headline. */
const ENOUGH = 6
/** Points of a headline whose words the text has, too. */
const ABOUT = 4
/** Length of the end that a headline shares with a path to it, in characters. */
const SAME_END = 25
/** How much longer a standfirst is than the headline. */
const LONGER = 1.6
/** How many points more it has than any other line, and how many if there is a byline below it, or it is repeated. */
const MARGIN = 6
const FAR = 8
const CONFIRMED = 4.5

/** Whether a candidate has enough points, and far more than any other. */
function isClear(best: Candidate, candidates: readonly Candidate[]): boolean {
  const isStandfirst = ({ at, title, subject }: Candidate) =>
    at > best.at &&
    at <= best.at + 2 &&
    best.title.split(' ').length >= 4 &&
    title.length > best.title.length * LONGER &&
    (subject <= best.subject || (best.subject >= ABOUT && subject <= best.subject + 2))
  const isBelowHeader = ({ at, title, isAboveHeader, isAboveText, isRepeated, subject }: Candidate) =>
    best.isAboveHeader &&
    at > best.at &&
    !isAboveHeader &&
    !isRepeated &&
    !(isAboveText && subject >= ABOUT && !/[.:©]/.test(title))
  const rival = candidates.find(
    (other) => !sameTitle(other.title, best.title) && !isStandfirst(other) && !isBelowHeader(other),
  )
  const margin = rival === undefined ? FAR : best.points - rival.points
  return (
    best.points >= ENOUGH &&
    (best.isRepeated ||
      !candidates.some(({ title }) => !sameTitle(title, best.title) && endsAlike(title, best.title))) &&
    !best.isName &&
    (best.isRepeated || !best.mayBeStandfirst) &&
    ((isConfirmed(best) && margin >= CONFIRMED) ||
      (best.isAboveText && margin >= MARGIN) ||
      (best.subject >= ABOUT && margin >= FAR))
  )
}

const isConfirmed = ({ points, isAboveHeader, isRepeated, isInText }: Candidate): boolean =>
  points >= ENOUGH && (isAboveHeader || (isRepeated && !isInText))

/** Whether two lines have the same end, as a headline and a path to it have. */
function endsAlike(one: string, other: string): boolean {
  const end = fold(one).slice(-SAME_END)
  return end.length === SAME_END && fold(other).endsWith(end)
}

/** The lines of a page, and what is asked of each line that may be the headline. */
class TitlePage {
  readonly lines: readonly PageLine[]
  readonly region: Region
  /** Indexes of the lines near the beginning of the text, and of those that may be the title of the window. */
  readonly range: readonly number[]
  readonly #folded = new Map<number, string>()
  readonly #isHeader = new Map<number, boolean>()
  readonly #isRunning = new Map<number, boolean>()
  readonly #prose: readonly { readonly text: string; readonly folded: string }[]
  readonly #weightUpTo = new Map<number, number>()

  constructor(lines: readonly PageLine[]) {
    this.lines = lines
    this.region = textRegion(lines)
    const { start, end } = this.region
    const from = Math.max(0, start - REACH)
    const to = Math.min(lines.length, start + REACH)
    this.range = lines.flatMap((_line, at) => (at < FIRST || (at >= from && at < to) ? [at] : []))
    const prose: string[] = []
    let weight = 0
    for (const [at, { text }] of lines.entries()) {
      this.#weightUpTo.set(at, weight)
      if (at < start || at >= end || !this.#isText(at) || !this.#runs(at)) continue
      weight += Math.min(weightOf(text), MOST_WEIGHT)
      if (prose.length < MOST_PARAGRAPHS) prose.push(text)
    }
    this.#weightUpTo.set(lines.length, weight)
    this.#prose = prose.map((text) => ({ text, folded: fold(text) }))
  }

  isSame(one: number, other: number): boolean {
    return this.#fold(one) === this.#fold(other)
  }

  /** Share of the running text above a line. */
  proseBefore(at: number): number {
    return (this.#weightUpTo.get(at) ?? 0) / Math.max(1, this.#weightUpTo.get(this.lines.length) ?? 1)
  }

  /** Shares of the longer words of `title` that the whole text has, and its first paragraphs; up to four in the text. */
  subjectOf(title: string): { readonly text: number; readonly beginning: number; readonly words: number } {
    const stems = [...new Set(stemsIn(title))]
    if (stems.length === 0) return { text: NEUTRAL, beginning: NEUTRAL, words: 0 }
    const others = this.#prose.filter(({ text }) => text !== title)
    const count = (paragraphs: typeof others) =>
      stems.filter((stem) => paragraphs.some(({ folded }) => folded.includes(stem))).length
    const whole = count(others)
    return {
      text: whole / stems.length,
      beginning: count(others.slice(0, BEGINNING)) / stems.length,
      words: Math.min(whole, MOST_STEMS) / MOST_STEMS,
    }
  }

  candidates(): readonly Candidate[] {
    return this.range.flatMap((at) => {
      const line = this.lines[at]
      if (line === undefined || at >= this.region.end || this.proseBefore(at) > FEW) return []
      const windowTitle = at < FIRST ? partsOfWindowTitle(line.text)?.[0] : undefined
      if (windowTitle === undefined && at < this.region.start - REACH) return []
      const title = windowTitle ?? line.text
      const isMenu =
        title === line.text && (isNavigation(line.text) || isPath(line.text) || LONG_PATH.test(line.text))
      const mayBe =
        !isMenu &&
        (line.kind === 'text' || isPointer(line.text)) &&
        line.text.length <= MAX_TITLE &&
        weightOf(title) >= SHORTEST &&
        !this.#heads(at)
      return mayBe ? [this.#candidate(at, title)] : []
    })
  }

  /**
   * Points of a candidate. They were fitted to 700 pages as a conditional logit, and rounded: two points are a factor of
   * e in the odds that a line is the headline.
   */
  #candidate(at: number, title: string): Candidate {
    const words = title.split(' ').length
    const weight = weightOf(title)
    const subject = this.subjectOf(title)
    const header = this.#distanceToHeader(at)
    const own = fold(withoutOuterQuotes(title))
    const isLong = words >= 4 || weight >= 20
    // The motto of a site is repeated below the text.
    const isTwice =
      isLong &&
      this.range.some((other) => other !== at && other < this.region.end && this.#fold(other) === own)
    const isWindowed = this.range.some(
      (other) => other !== at && isWindowTitle(this.lines[other]?.text ?? '', title),
    )
    const isBehind = words >= 4 && this.range.some((other) => other !== at && this.#isBehind(other, own))
    const isInRegion = at >= this.region.start
    const about = 5 * subject.words + 4 * subject.beginning
    const isName = isRole(title) || (words <= 3 && namesOf(title).length > 0)
    const points =
      about +
      // Where it is
      (header === undefined ? 0 : header < 2 ? 4 : 2) +
      (this.#runs(at + 1) ? 2 : 0) -
      (isInRegion ? 3 : 0) -
      12 * Math.min(FEW, this.proseBefore(at)) -
      (this.#runs(at - 1) ? 2 : 0) -
      (this.#isBelowTitle(at) ? 2.5 : 0) -
      (this.#mayBeStandfirst(at) ? 2 : 0) -
      (this.#isAlone(at) ? 2 : 0) -
      1.5 * Math.log2(1 + this.#shortBelow(at)) +
      // That it is repeated
      (isTwice ? 3 : 0) +
      (isWindowed ? 2 : 0) +
      (isBehind ? 3 : 0) -
      (this.#containsOther(at, title) ? 4 : 0) +
      // Its form
      2 * this.#standsOut(at, weight) +
      (weight >= 40 ? 1 : 0) +
      (own === fold(title) ? 0 : 1) -
      (words === 1 || isName ? 1 : 0) -
      (weight > 120 ? 4 : 0) -
      (endsSentence(title) && !/[?!]["'”’»]?$/u.test(title) ? 5 : 0) -
      (/[:：]$/u.test(title) ? 3 : 0) -
      (/\s[»›❯→>/|·•]\s/u.test(title) ? 3 : 0) -
      (siteTalkIn(title) > 0 ? 3 : 0) -
      (isShouted(title) ? 2 : 0) -
      (/^\p{Ll}/u.test(title) ? 2 : 0)
    const isRepeated = isTwice || isWindowed || isBehind
    return {
      title,
      at,
      points: Math.round(points * 10) / 10,
      subject: about,
      isAboveHeader: header !== undefined,
      isAboveText: this.#runs(at + 1),
      isRepeated,
      isInText: isInRegion,
      isName,
      mayBeStandfirst: this.#mayBeStandfirst(at),
    }
  }

  /** Number of lines of text, such as a standfirst, between a line and the byline or date below it. */
  #distanceToHeader(at: number): number | undefined {
    let distance = 0
    for (let below = at + 1; below < Math.min(this.lines.length, at + 8); below += 1) {
      if (this.#heads(below)) return distance
      if (!this.#isText(below)) continue
      if (weightOf(this.lines[below]?.text ?? '') >= 300) return undefined
      distance += 1
    }
    return undefined
  }

  /** Number of short lines below a line, without a blank line, as in a menu. */
  #shortBelow(at: number): number {
    let below = at + 1
    while (below - at <= REACH && this.lines[below]?.block === this.lines[at]?.block && this.#isShort(below))
      below += 1
    return below - at - 1
  }

  /** By how much a line is longer than the lines above it, as a power of two from -1 to 2. */
  #standsOut(at: number, weight: number): number {
    const above = this.lines
      .slice(Math.max(0, at - NEAR), at)
      .flatMap(({ text }, place) => (this.#runs(Math.max(0, at - NEAR) + place) ? [] : [weightOf(text)]))
      .sort((one, other) => one - other)
    const middle = above[above.length >> 1] ?? USUAL
    return Math.max(-1, Math.min(2, Math.log2(weight / middle)))
  }

  #isAlone(at: number): boolean {
    const { block } = this.lines[at] ?? {}
    return this.lines[at - 1]?.block !== block && this.lines[at + 1]?.block !== block
  }

  /** Whether the line above may be a headline, which this line sums up. */
  #isBelowTitle(at: number): boolean {
    const { text } = this.lines[at - 1] ?? { text: '' }
    return this.#isText(at - 1) && !this.#heads(at - 1) && text.split(' ').length >= 4 && !endsSentence(text)
  }

  /** Whether the line above may be a short headline, which this line sums up. */
  #mayBeStandfirst(at: number): boolean {
    const [above, { text }] = [this.lines[at - 1]?.text ?? '', this.lines[at] ?? { text: '' }]
    return (
      this.#isShort(at - 1) &&
      ((text.length >= MEDIUM && above.split(' ').length >= 3) || text.length >= LONG) &&
      !/[:：]$/u.test(above) &&
      above.length * LONGER < text.length
    )
  }

  /** Whether a line ends with `own`, such as a path with the headline as its last part. */
  #isBehind(at: number, own: string): boolean {
    const other = this.#fold(at)
    return other.endsWith(` ${own}`) && other.length - own.length <= 80 && !endsSentence(other)
  }

  /** Whether a line is a path that ends with another line, or that line with the name of the site. */
  #containsOther(at: number, title: string): boolean {
    const own = this.#fold(at)
    return this.range.some((other) => {
      const text = this.#fold(other)
      return (
        text.length >= 15 &&
        text.length < own.length &&
        (own.endsWith(` ${text}`) || isWindowTitle(title, this.lines[other]?.text ?? ''))
      )
    })
  }

  #isText(at: number): boolean {
    return this.lines[at]?.kind === 'text'
  }

  #isShort(at: number): boolean {
    const text = this.lines[at]?.text ?? ''
    return this.#isText(at) && !this.#runs(at) && !this.#heads(at) && !endsSentence(text)
  }

  #fold(at: number): string {
    return kept(this.#folded, at, () => fold(withoutOuterQuotes(this.lines[at]?.text ?? '')))
  }

  #heads(at: number): boolean {
    return kept(this.#isHeader, at, () => isHeaderLine(this.lines, at))
  }

  #runs(at: number): boolean {
    return kept(this.#isRunning, at, () => this.#isText(at) && isRunning(this.lines[at]?.text ?? ''))
  }
}

function kept<Value>(values: Map<number, Value>, at: number, make: () => Value): Value {
  const known = values.get(at)
  if (known !== undefined) return known
  const made = make()
  values.set(at, made)
  return made
}

/** A path with at least three parts. */
const LONG_PATH = /(?:\S\s+[»›❯→>]\s+\S.*){2}/u
/** Lengths of a line that may be a standfirst, and that is more often one than a headline. */
const MEDIUM = 70
const LONG = 100
/** Minimum length of a headline. */
const SHORTEST = 5
/** Maximum that a paragraph counts, in characters. */
const MOST_WEIGHT = 400
/** Number of paragraphs whose words are compared with those of a line, and of those that begin the text. */
const MOST_PARAGRAPHS = 60
const BEGINNING = 3
/** Number of words in the text, too, that are enough to say what it is about. */
const MOST_STEMS = 4
/** Share for a line whose words are all short. */
const NEUTRAL = 0.3
/** Number of lines above with which the length of a line is compared, and their usual length. */
const NEAR = 8
const USUAL = 15

/** `title` without the quotation marks around it, unless each line that shows it has them: then it is a quotation. */
function quotedAs(title: string, lines: readonly PageLine[]): string {
  const bare = withoutOuterQuotes(title)
  return lines.some(({ text }) => fold(text) === fold(bare) || isWindowTitle(text, bare)) ? bare : title
}

/** The beginnings of the words in `text` that have at least four letters, and pairs of characters where words are not separated. */
function stemsIn(text: string): readonly string[] {
  const words = fold(text).match(/[\p{L}\p{M}]+/gu) ?? []
  return words.flatMap((word) => {
    if (/[\u3040-\u9fff]/u.test(word))
      return [...word].flatMap((_, at, all) => (at === 0 ? [] : [`${all[at - 1]}${all[at]}`]))
    return word.length < 4 ? [] : [word.slice(0, Math.max(4, Math.ceil(word.length * 0.7)))]
  })
}

/**
 * Home / Sport / Football does not end in a headline: a headline is quoted there or is longer than section names are.
 */
function isQuotedOrLong(crumb: string, breadcrumb: string): boolean {
  return !breadcrumb.endsWith(crumb) || crumb.length > 30 || crumb.split(' ').length > 3
}

/** Number of lines at the top that may be the title of the window. */
const FIRST = 3

/** The parts of a window title: the headline, and the names of section and site; undefined if the line is not one. */
function partsOfWindowTitle(line: string): readonly [title: string, ...names: string[]] | undefined {
  const [title = '', ...names] = line.split(/\s+[|–—-]\s+/u)
  const isTitle = title.split(' ').length >= 4 && names.length > 0
  return isTitle && names.every((name) => /^\p{Lu}/u.test(name) && name.length <= 40)
    ? [title, ...names]
    : undefined
}

/** The names of section and site in the title of the window at the top of the page. */
export function namesInWindowTitle(lines: readonly PageLine[]): readonly string[] {
  return lines.slice(0, FIRST).flatMap(({ text }) => partsOfWindowTitle(text)?.slice(1) ?? [])
}

/** Whether `line` is `title` followed by a site name. */
export function isWindowTitle(line: string, title: string): boolean {
  const bare = withoutOuterQuotes(title)
  return (
    bare.length >= 8 &&
    fold(line).startsWith(fold(bare)) &&
    /^["”»]?\s+[-–—|·•»:]+\s+.{1,60}$/u.test(line.slice(bare.length))
  )
}
