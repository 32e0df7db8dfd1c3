/** How to treat a raw text element that is not closed. */
type Fate = 'text stays' | 'stays empty' | 'goes up to the paragraph'

/** Elements that swallow the rest of a text if they are not closed, in browsers as well. `!--` is a comment. */
const TAKERS: ReadonlyMap<string, Fate> = new Map([
  ['textarea', 'text stays'],
  ['title', 'text stays'],
  ['xmp', 'text stays'],
  ['noembed', 'text stays'],
  ['noframes', 'text stays'],
  ['plaintext', 'text stays'],
  ['select', 'text stays'],
  ['template', 'text stays'],
  ['iframe', 'stays empty'],
  ['video', 'stays empty'],
  ['audio', 'stays empty'],
  ['script', 'goes up to the paragraph'],
  ['style', 'goes up to the paragraph'],
  ['!--', 'goes up to the paragraph'],
])
const TAKER = new RegExp(`<(?:!--|(?:${[...TAKERS.keys()].join('|')})[\\s/>])`, 'i')

const BREAK =
  /\n[ \t]*\n|<\/?(?:p|h[1-6]|ul|ol|dl|div|section|article|blockquote|table|figure|pre|hr)[\s/>]/gi

/** An element or comment (`!--`) that is not closed, and the text that it swallowed. */
export interface Unclosed {
  readonly name: string
  readonly lost: string
}

/**
 * `source` with end tags added for everything that would swallow the rest of the text. An element that is self-closed
 * as in XML (`<iframe …/>`) is empty.
 */
export function withEnds(source: string, told: (unclosed: Unclosed) => void): string {
  if (!TAKER.test(source)) return source
  const ends = new Ends(source)
  let out = ''
  let from = 0
  for (let tag = tagAt(source, 0); tag !== undefined; tag = tagAt(source, Math.max(from, tag.end))) {
    const fate = TAKERS.get(tag.name)
    if (fate === undefined) continue
    if (tag.closesItself) {
      out += `${source.slice(from, tag.end)}</${tag.name}>`
      from = tag.end
      continue
    }
    const end = ends.after(tag.name, tag.end)
    if (end !== undefined && !ends.isOfAnother(tag.name, tag.end, end)) {
      tag = { ...tag, end }
      continue
    }
    const next = fate === 'goes up to the paragraph' ? breakAfter(source, tag.end) : tag.end
    told({ name: tag.name, lost: source.slice(tag.end, next) })
    out += source.slice(from, tag.start)
    from = next
    if (fate !== 'stays empty') continue
    from = sourcesEnd(source, tag.end)
    out += `${source.slice(tag.start, from)}</${tag.name}>`
  }
  return out + source.slice(from)
}

interface Tag {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly closesItself: boolean
}

/** The next start tag or comment. */
function tagAt(source: string, from: number): Tag | undefined {
  for (let start = source.indexOf('<', from); start !== -1; start = source.indexOf('<', start + 1)) {
    if (source.startsWith('<!--', start)) return { name: '!--', start, end: start + 4, closesItself: false }
    const name = nameAt(source, start + 1)
    if (name === '') continue
    const end = tagEnd(source, start + 1 + name.length)
    // An incomplete tag swallows nothing that readers could miss: nothing after it is text.
    if (end === undefined) return undefined
    return { name: name.toLowerCase(), start, end, closesItself: source.startsWith('/>', end - 2) }
  }
  return undefined
}

function nameAt(source: string, start: number): string {
  const pattern = /[a-z][^\s/>]{0,40}/iy
  pattern.lastIndex = start
  return pattern.exec(source)?.[0] ?? ''
}

/** Offset after the `source` and `track` elements of a player. */
function sourcesEnd(source: string, from: number): number {
  const pattern = /(?:\s*<(?:source|track)\b[^<>]*>)*/iy
  pattern.lastIndex = from
  return from + (pattern.exec(source)?.[0].length ?? 0)
}

/** Offset after the `>` of a tag; quoted values are skipped. */
function tagEnd(source: string, from: number): number | undefined {
  let quote = ''
  for (let at = from; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '>') return at + 1
    else if ((character === '"' || character === "'") && /[=\s]/.test(source.charAt(at - 1)))
      quote = character
  }
  return undefined
}

/**
 * Elements that cannot be nested: if another one begins before the end tag, that end tag does not belong to the first.
 */
const ALONE: ReadonlySet<string> = new Set(
  'textarea title noembed noframes select iframe video audio'.split(' '),
)

/** Finds end tags. Each one is searched for once, regardless of how many elements begin before it. */
class Ends {
  readonly #source: string
  readonly #known = new Map<string, number>()

  constructor(source: string) {
    this.#source = source
  }

  after(name: string, from: number): number | undefined {
    const known = this.#known.get(name)
    const isKnown = known !== undefined && known > from
    const end = isKnown ? known : name === '!--' ? this.#commentEnd(from) : this.#elementEnd(name, from)
    this.#known.set(name, end ?? Number.POSITIVE_INFINITY)
    return end === Number.POSITIVE_INFINITY ? undefined : end
  }

  /**
   * Whether the `end` found for an element that begins at `from` belongs to a later one; a title does not extend beyond
   * a paragraph.
   */
  isOfAnother(name: string, from: number, end: number): boolean {
    if (!ALONE.has(name)) return false
    const inside = this.#source.slice(from, end)
    return (
      new RegExp(`<${name}(?=[\\s/>])`, 'i').test(inside) ||
      (name === 'title' && breakAfter(inside, 0) < inside.length)
    )
  }

  /** `<!-->` and `<!--->` are complete comments; `--!>` ends a comment as well. */
  #commentEnd(from: number): number | undefined {
    const pattern = /--!?>/g
    pattern.lastIndex = from - 2
    return pattern.exec(this.#source) === null ? undefined : pattern.lastIndex
  }

  #elementEnd(name: string, from: number): number | undefined {
    const pattern = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
    pattern.lastIndex = from
    return pattern.exec(this.#source) === null ? undefined : pattern.lastIndex
  }
}

function breakAfter(source: string, from: number): number {
  const pattern = new RegExp(BREAK, 'gi')
  pattern.lastIndex = from
  return pattern.exec(source)?.index ?? source.length
}
