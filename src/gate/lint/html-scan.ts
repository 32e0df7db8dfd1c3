import { Tokenizer, TokenizerMode } from 'parse5'

/** A start tag in HTML text. Names are lower case, character references in values decoded; the first of two same attributes counts. */
export interface HtmlTag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Index of its `<` in the HTML. */
  readonly index: number
}

const TAG = /<([a-zA-Z][^\s/>]*)/y
const ATTRIBUTE = /[\s/]*([^\s/>=]+|=[^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']?[^\s>]*)))?/y
const TAG_END = /[\s/]*>/y
const RAW_TEXT = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])

/**
 * The start tags a browser would see in a piece of HTML, by the tag rules of the HTML standard (13.2.5). No tree is
 * built: what the rules ask is in the tags, and building one takes quadratic time on markup nested to harm.
 */
export function scanHtml(html: string): HtmlTag[] {
  const tags: HtmlTag[] = []
  let at = html.indexOf('<')
  while (at !== -1) {
    at = html.indexOf('<', scanOne(html, at, tags))
  }
  return tags
}

/** Reads what starts at the `<` at `start`, and gives where to go on. */
function scanOne(html: string, start: number, tags: HtmlTag[]): number {
  TAG.lastIndex = start
  const opening = TAG.exec(html)
  if (opening === null) return skipMarkup(html, start)
  const attributes = new Map<string, string>()
  let at = TAG.lastIndex
  for (;;) {
    TAG_END.lastIndex = at
    if (TAG_END.test(html)) {
      at = TAG_END.lastIndex
      break
    }
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(html)
    if (match === null) return html.length
    at = ATTRIBUTE.lastIndex
    const name = (match[1] ?? '').toLowerCase()
    if (!attributes.has(name)) attributes.set(name, decodeReferences(match[2] ?? match[3] ?? match[4] ?? ''))
  }
  const name = (opening[1] ?? '').toLowerCase()
  tags.push({ name, attributes, index: start })
  return RAW_TEXT.has(name) ? endOfRawText(html, name, at) : at
}

/** Comments, end tags, declarations, and a `<` that is only a `<`. */
function skipMarkup(html: string, start: number): number {
  if (html.startsWith('<!--', start)) {
    const end = html.indexOf('-->', start + 2)
    return end === -1 ? html.length : end + 3
  }
  if (!/[!/?]/.test(html.charAt(start + 1))) return start + 1
  const end = html.indexOf('>', start)
  return end === -1 ? html.length : end + 1
}

function endOfRawText(html: string, name: string, from: number): number {
  const ending = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  ending.lastIndex = from
  return ending.exec(html)?.index ?? html.length
}

/** `text` with HTML's character references replaced by their characters. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  let decoded = ''
  const append = ({ chars }: { chars: string }) => {
    decoded += chars
  }
  const ignore = () => undefined
  const tokenizer = new Tokenizer(
    {},
    {
      onCharacter: append,
      onWhitespaceCharacter: append,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onStartTag: ignore,
      onEndTag: ignore,
      onEof: ignore,
    },
  )
  tokenizer.state = TokenizerMode.RCDATA
  tokenizer.write(text, true)
  return decoded
}
