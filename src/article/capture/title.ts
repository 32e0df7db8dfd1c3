import { type Breadcrumb, fold, isNavigation, isPath, MAX_TITLE, sameTitle } from './breadcrumb.ts'
import { isRole, namesOf, readByline } from './byline.ts'
import { isScene } from './captions.ts'
import { isHeaderLine, isPortrait } from './header.ts'
import { isPointer } from './page-chrome.ts'
import { endsSentence, isEnglish, isProse, isShouted, type PageLine, weightOf } from './page-lines.ts'
import { withoutOuterQuotes } from './quotation-marks.ts'
import { siteTalkIn } from './site-talk.ts'

/** The headline of a page, and whether it is certain. */
export interface FoundTitle {
  readonly title: string
  readonly isSure: boolean
}

/** Number of lines at the top among which the headline is searched for. */
export const HEAD = 80

/**
 * Finds the headline: the last part of the breadcrumb (in full, if it is truncated there) unless that may be a section,
 * or else the line with the highest score. Lines score higher if they occur twice, with the site name, or right above
 * byline and text.
 */
export function findTitle(
  lines: readonly PageLine[],
  breadcrumb: Breadcrumb | undefined,
): FoundTitle | undefined {
  const head = lines.slice(0, HEAD)
  const leads = leadsIn(lines)
  const candidates = head
    .map((line, at) => ({ ...line, at }))
    .filter(
      ({ text, at }) =>
        text !== breadcrumb?.line &&
        text.length <= MAX_TITLE &&
        ((!isNavigation(text) && !isPath(text)) || (at < FIRST && partsOfWindowTitle(text) !== undefined)),
    )
  const crumb = breadcrumb?.title
  if (crumb !== undefined) {
    const cut = /^(.{8,}?)\s*(?:…|\.\.\.|\[…\])$/u.exec(crumb)?.[1]
    const whole = candidates.find(
      ({ text }) => cut !== undefined && fold(withoutOuterQuotes(text)).startsWith(fold(cut)),
    )
    if (whole !== undefined) return { title: withoutOuterQuotes(whole.text), isSure: true }
    // The name of a section occurs in the menu above, and among the topics below the text.
    const below = head.findIndex(({ text }) => text === breadcrumb?.line)
    const isRepeated = candidates.some(({ text, at }) => at > below && sameTitle(text, crumb) && leads(at))
    if (isRepeated || isQuotedOrLong(crumb, breadcrumb?.line ?? '')) {
      const isShown = head.some(({ text }, at) => at !== below && fold(text).includes(fold(crumb)))
      return { title: crumb, isSure: isShown || (sharedWords(crumb, proseOf(lines)) ?? 0) >= LEAST_SHARE }
    }
  }
  const texts = candidates.filter(
    ({ kind, text, at }) =>
      (kind === 'text' || isPointer(text)) && weightOf(text) >= 8 && !isHeaderLine(lines, at),
  )
  const page = { lines, prose: proseOf(lines), isEnglish: isEnglish(lines), text: startOfText(lines) }
  const top = breadcrumb === undefined ? -1 : head.findIndex(({ text }) => text === breadcrumb.line)
  const scored = texts
    .filter(({ at }) => at > top || head.findLastIndex(({ text }) => text === head[at]?.text) > top)
    .map((line) => {
      const text = line.at < FIRST ? (partsOfWindowTitle(line.text)?.[0] ?? line.text) : line.text
      return { title: text, at: line.at, ...scoreOf({ ...line, text }, page, leads(line.at)) }
    })
    .sort((one, other) => other.score - one.score)
  const [best] = scored
  const title = best?.title ?? crumb ?? texts[0]?.text
  if (title === undefined) return undefined
  return { title: quotedAs(title, lines), isSure: best !== undefined && isClear(best, scored) }
}

/** Whether the evidence for the best candidate is good, and better than for any other line. */
function isClear(best: Candidate, candidates: readonly Candidate[]): boolean {
  const rivals = candidates.filter(
    ({ title, at }) =>
      !sameTitle(title, best.title) && !/[.…]["'”’»]?$|\p{Ll}\. \p{Lu}/u.test(title) && at !== best.at + 1,
  )
  // Below a motto, there is the headline; below a headline, there is a longer line.
  const below = candidates.find(({ at, title }) => at === best.at + 1 && !endsSentence(title))
  const isMotto =
    below !== undefined && below.evidence.length > 0 && below.title.length < best.title.length * 1.6
  const isAlone =
    !isMotto && rivals.every(({ evidence, score }) => evidence.length === 0 || best.score - score >= FAR)
  const found = best.evidence.length
  return found > 0 && found + (isAlone ? 1 : 0) >= ENOUGH && best.score - (rivals[0]?.score ?? 0) >= MARGIN
}

/**
 * Number of kinds of evidence for a certain headline, and by how much it scores more than any other line. That no other
 * line near its score has evidence is evidence, too.
 */
const ENOUGH = 2
const MARGIN = 2
const FAR = 4
/** Share of the words of a headline that the text has, too, if it is about what the headline says. */
const LEAST_SHARE = 0.5

/** What all candidates are compared with. */
interface Page {
  readonly lines: readonly PageLine[]
  /** The running text, also without differences of case. */
  readonly prose: readonly { readonly text: string; readonly folded: string }[]
  readonly isEnglish: boolean
  /** Number of lines above the second paragraph: a line that is repeated below is a subheading, or the name of the site. */
  readonly text: number
}

interface Candidate {
  readonly title: string
  readonly at: number
  readonly score: number
  readonly evidence: readonly Evidence[]
}

/**
 * Independent kinds of evidence that a line is the headline: it is repeated; it is in the title of the window or
 * in a line that quotes it; byline or date are next to it; it is right above the running text; the text is about what it
 * says.
 */
type Evidence = 'repeated' | 'window' | 'quoted' | 'byline' | 'text' | 'subject'

/** Index of the second paragraph, or of what is below the only one. */
function startOfText(lines: readonly PageLine[]): number {
  const paragraphs = lines.flatMap(({ kind, text }, at) =>
    kind === 'text' && endsSentence(text) && weightOf(text) >= 100 ? [at] : [],
  )
  const [first = HEAD, second = first + 1] = paragraphs
  return Math.min(second, HEAD)
}

/** Tells for a line whether most of the running text is below it: other headlines on the page are below the text. */
function leadsIn(lines: readonly PageLine[]): (at: number) => boolean {
  const prose = lines.map(({ kind, text }) => (kind === 'text' && isProse(text) ? 1 : 0))
  const whole = prose.reduce<number>((sum, one) => sum + one, 0)
  return (at) => {
    const below = prose.slice(at + 1).reduce<number>((sum, one) => sum + one, 0)
    return below > 0 && below * 3 >= whole * 2
  }
}

/** `title` without the quotation marks around it, unless each line that shows it has them: then it is a quotation. */
function quotedAs(title: string, lines: readonly PageLine[]): string {
  const bare = withoutOuterQuotes(title)
  return lines.some(({ text }) => fold(text) === fold(bare) || isWindowTitle(text, bare)) ? bare : title
}

/** A photographer: `Carla Jimenez for NPR`. */
const CREDIT = /^\p{Lu}\S+ \p{Lu}\S+ (?:for|für|pour|para|via) \p{Lu}{2,}$/u

/** Scores a line as a candidate for the headline. */
function scoreOf(
  line: PageLine & { readonly at: number },
  page: Page,
  leads: boolean,
): Omit<Candidate, 'title' | 'at'> {
  const { text, at, block } = line
  const { lines, prose } = page
  const words = text.split(' ').length
  const isLong = words >= 4 || weightOf(text) >= 20
  // Names of sections occur in several menus, so a repetition is no evidence.
  const isTwice =
    (words >= 3 || isLong) &&
    !/[.…]$/u.test(text) &&
    lines.some((other, place) => place !== at && place < page.text && sameTitle(other.text, text)) &&
    at < page.text
  const isWindowed = lines
    .slice(0, HEAD)
    .some((other) => isWindowTitle(other.text, text) || (words >= 4 && isBehindKicker(other.text, text)))
  const isQuoted =
    words >= 3 &&
    lines.some(
      (other) =>
        other.text.length < MAX_TITLE + 60 &&
        /[“"«„]/.test(other.text) &&
        other.kind !== 'text' &&
        fold(other.text).includes(fold(text)),
    )
  const isAlone = lines[at - 1]?.block !== block && lines[at + 1]?.block !== block
  const above = distanceToByline(lines, at)
  const isDescription =
    (lines[at - 1]?.kind === 'caption' && readByline(lines[at + 1]?.text ?? '')?.published === undefined) ||
    (lines[at + 1]?.kind === 'caption' &&
      lines[at + 1]?.block === block &&
      !isScene(lines[at + 1]?.text ?? ''))
  const isName =
    CREDIT.test(text) ||
    isRole(text) ||
    isSiteName(text, lines) ||
    /^(?:from|by|source|author|publisher|von|par|fuente|fonte)\s*:$/iu.test(lines[at - 1]?.text ?? '') ||
    /(?<!\p{L})by$/iu.test(text) ||
    endsLikeCrumbs(text, lines, at) ||
    describesName(lines, at) ||
    (words <= 4 && namesOf(text).length > 0 && isHeaderLine(lines, at + 1))
  const share = sharedWords(text, prose)
  const isBelowDate =
    isLong &&
    isHeaderLine(lines, at - 1) &&
    !lines.slice(0, at - 1).some((other) => other.kind === 'text' && weightOf(other.text) >= 20)
  const isOwn = !mayBeKicker(page, at)
  const isAboveText = isLong && isOwn && isTextBelow(lines, at)
  const score =
    (isAboveText ? 3 : 0) +
    (isTwice ? 5 : 0) +
    (isWindowed ? 4 : 0) +
    (isQuoted ? 4 : 0) +
    (above === undefined ? 0 : above <= 1 && isLong ? 4 : isLong ? 3 : 2) +
    (isAlone ? 1 : 0) +
    (isBelowDate ? 3 : 0) +
    (isLong ? 3 : words >= 3 ? 1 : 0) +
    (share === undefined ? 0 : Math.round(share * (isLong ? 4 : 2)) - (share === 0 ? 2 : 0)) -
    (/[:：]$/u.test(text) ? 4 : 0) -
    (headersAbove(lines, at) >= 2 ? 4 : 0) -
    (isStandfirst(page, at) ? 4 : 0) -
    (isBelowText(lines, at) ? 3 : 0) -
    (isOwn ? 0 : KICKER) -
    (above === undefined && headersAbove(lines, at) > 0 && !isBelowDate ? 3 : 0) -
    (isInMenu(lines, at) ? 2 : 0) -
    (endsSentence(text) && !/[?!]["'”’»]?$/u.test(text) ? 3 : 0) -
    (text.length >= 160 ? 4 : 0) -
    (isName || isDescription ? 6 : 0) -
    (leads ? 0 : 12)
  const evidence: readonly [Evidence, boolean][] = [
    ['repeated', isTwice],
    ['window', isWindowed],
    ['quoted', isQuoted],
    ['byline', isBelowDate || (above !== undefined && above <= 2 && isLong && isOwn)],
    ['text', isAboveText],
    ['subject', isLong && isOwn && (share ?? 0) >= LEAST_SHARE],
  ]
  const mayBe = leads && !isName && !isDescription
  return { score, evidence: mayBe ? evidence.flatMap(([kind, is]) => (is ? [kind] : [])) : [] }
}

/** What a line loses that may be a short line above the headline. */
const KICKER = 3

/** Whether the next line is the first long paragraph of the page. */
function isTextBelow(lines: readonly PageLine[], at: number): boolean {
  const first = lines.findIndex(
    ({ kind, text }) => kind === 'text' && endsSentence(text) && weightOf(text) >= 100,
  )
  return first === at + 1
}

/** The portrait of an author, described by the name in the line below it. */
function describesName(lines: readonly PageLine[], at: number): boolean {
  const [text = '', name = ''] = [lines[at]?.text, lines[at + 1]?.text]
  return text.length > name.length && text.endsWith(` ${name}`) && namesOf(name).length > 0
}

/** Whether a line continues what the headline above it says. */
function isStandfirst({ lines, prose }: Page, at: number): boolean {
  const { text = '' } = lines[at] ?? {}
  const above = lines[at - 1]
  return (
    above?.kind === 'text' &&
    !isPath(above.text) &&
    !isNavigation(above.text) &&
    above.text.split(' ').length >= 4 &&
    !/[:…]["'”’»]?$/u.test(above.text) &&
    above.text.length <= 100 &&
    !isHeaderLine(lines, at - 1) &&
    !isRole(above.text) &&
    withoutOuterQuotes(text) === text &&
    (sharedWords(above.text, prose) ?? 0) >= (above.text.length < text.length ? 0.1 : 0.2)
  )
}

/** Whether a line is so much shorter than the next one that the next one may be the headline. */
function mayBeKicker({ lines, isEnglish }: Page, at: number): boolean {
  const [{ text } = { text: '' }, below] = lines.slice(at, at + 2)
  return (
    below?.kind === 'text' &&
    !endsSentence(text) &&
    !endsSentence(below.text) &&
    !isHeaderLine(lines, at + 1) &&
    text.split(' ').length <= (isEnglish ? 3 : 6) &&
    below.text.split(' ').length <= 12 &&
    text.length < below.text.length * 0.75
  )
}

/** Number of short lines in a menu. */
const MENU = 5

function isInMenu(lines: readonly PageLine[], at: number): boolean {
  const block = lines[at]?.block
  return lines.filter((line) => line.block === block && weightOf(line.text) <= 30).length >= MENU
}

/** Whether the line above is a paragraph. */
function isBelowText(lines: readonly PageLine[], at: number): boolean {
  const above = lines[at - 1]
  return above?.kind === 'text' && endsSentence(above.text) && weightOf(above.text) >= 80
}

/** A path of sections without separators, with the headline, or its beginning, as its last part. */
function endsLikeCrumbs(text: string, lines: readonly PageLine[], place: number): boolean {
  const below = lines.slice(place + 1, place + 5)
  const head = lines.slice(0, HEAD)
  const words = text.split(' ')
  return words.some((_word, at) => {
    const rest = words.slice(at).join(' ')
    return (
      at > 0 &&
      !/[\p{P}]$/u.test(words[at - 1] ?? '') &&
      words.length - at >= 3 &&
      rest.length >= 15 &&
      (head.some((line) => fold(line.text) === fold(rest)) ||
        below.some((line) => line.kind === 'text' && fold(line.text).startsWith(fold(rest))))
    )
  })
}

/** A line that says little more than the name of the site, which is known from the line about its rights. */
function isSiteName(text: string, lines: readonly PageLine[]): boolean {
  return lines.some(({ text: line }) => {
    const name = RIGHTS.exec(line)?.groups?.['name']
    return name !== undefined && fold(text).endsWith(fold(name)) && text.length - name.length <= 6
  })
}

const RIGHTS =
  /^(?:copyright )?(?:©|\(c\)|copyright) ?(?:\d{4}(?:[-–]\d{4})?,? )?(?<name>[^|.,;:]{4,60}?)(?: \d{4}.*)?(?: ?[|.,;:].*)?$/iu

function headersAbove(lines: readonly PageLine[], at: number): number {
  let count = 0
  for (let above = 0; above < at; above += 1) if (isHeaderLine(lines, above)) count += 1
  return count
}

/** Share of the longer words of `text` that the running text has as well; undefined if there is no such word. */
function sharedWords(text: string, prose: Page['prose']): number | undefined {
  const words = stemsIn(text)
  if (words.length === 0) return undefined
  const others = prose.filter((paragraph) => paragraph.text !== text)
  const isShared = (word: string) => others.some(({ folded }) => folded.includes(word))
  return words.filter(isShared).length / words.length
}

/** Number of paragraphs whose words are compared with those of a line. */
const MOST_PARAGRAPHS = 200
/** Share of words about the site in a paragraph that is not the article's. */
const TALK = 0.1

function proseOf(lines: readonly PageLine[]): Page['prose'] {
  return lines
    .filter(({ kind, text }) => kind === 'text' && isProse(text))
    .slice(0, MOST_PARAGRAPHS)
    .filter(({ text }) => siteTalkIn(text) < TALK)
    .map(({ text }) => ({ text, folded: fold(text) }))
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

/** Number of lines of text, such as a standfirst, between a line and the byline or date below it. */
function distanceToByline(lines: readonly PageLine[], at: number): number | undefined {
  let distance = 0
  for (const [index, { text, kind, block }] of lines.slice(at + 1, at + 8).entries()) {
    if (isHeaderLine(lines, at + 1 + index)) return distance
    const next = lines[at + 2 + index]
    const isShown = next?.block === block && (next.kind === 'caption' || isShouted(next.text))
    if (isShouted(text) || isPortrait(text)) continue
    if (kind === 'text' && !isShown) {
      if (weightOf(text) >= 250 || distance >= 2) return undefined
      distance += 1
    }
  }
  return undefined
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

/** Whether `line` is `title` behind a few other words. */
const isBehindKicker = (line: string, title: string): boolean =>
  line.endsWith(` ${title}`) && line.length - title.length <= 60 && !endsSentence(line)

/** Whether `line` is `title` followed by a site name. */
export function isWindowTitle(line: string, title: string): boolean {
  const bare = withoutOuterQuotes(title)
  return (
    bare.length >= 8 &&
    fold(line).startsWith(fold(bare)) &&
    /^["”»]?\s+[-–—|·•»:]+\s+.{1,60}$/u.test(line.slice(bare.length))
  )
}
