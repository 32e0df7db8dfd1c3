import { plainLine } from '../text.ts'
import { element } from './blocks.ts'
import { HIDING_CLASS } from './hiding-classes.ts'
import { isText } from './node.ts'
import { type CleanElement, escapeHtml, parseHtml } from './tree.ts'

/** A tag whose content is not meant for readers. */
const UNSHOWN = new RegExp(
  String.raw`<[^<>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:|opacity\s*:\s*0|font-size\s*:\s*0|mso-(?:hide|element)|class\s*=\s*["']?(?:mso(?:com|del)|(?:[^<>"']*\s)?${HIDING_CLASS}[\s"'>])|"blockVisibility")`,
  'i',
)

/** A style sheet that hides something, and tags that it may refer to. */
const HIDING_SHEET = /<style[\s\S]*?(?:display\s*:\s*none|visibility\s*:|opacity\s*:\s*0|font-size\s*:\s*0)/i
const UNSHOWN_BY_SHEET = new RegExp(`${UNSHOWN.source}|<[^<>]*\\s(?:class|id|data-\\S+)\\s*=`, 'i')

/**
 * The text of markup that exceeds the limits, in paragraphs. No element is trusted to be closed. If something is
 * hidden, its end cannot be determined, so the text ends there.
 */
export function plainTextFallback(source: string): readonly CleanElement[] {
  const unshown = source.search(HIDING_SHEET.test(source) ? UNSHOWN_BY_SHEET : UNSHOWN)
  return paragraphsOf(textWithoutTags(unshown === -1 ? source : source.slice(0, unshown)))
}

/** The text of markup whose elements may not be closed; block tags end paragraphs. */
function textWithoutTags(source: string): string {
  return withoutRaw(withoutRaw(source.replace(/<!--[\s\S]*?(?:-->|$)/g, ''), 'script'), 'style')
    .replace(/<\/?(?:p|div|br|li|h[1-6]|tr|blockquote|section|article)\b[^<>]*>/gi, '\n\n')
    .replace(/<[^<>]*>/g, '')
}

/** Removes the elements named `name` with their content, up to the end of the text if one is not closed. */
function withoutRaw(source: string, name: string): string {
  const lower = source.toLowerCase()
  let out = ''
  let from = 0
  for (let start = lower.indexOf(`<${name}`); start !== -1; start = lower.indexOf(`<${name}`, from)) {
    out += source.slice(from, start)
    const end = lower.indexOf(`</${name}`, start)
    if (end === -1) return out
    from = end
  }
  return out + source.slice(from)
}

/** Parses plain text as HTML text once more, to decode character references. */
function paragraphsOf(text: string): readonly CleanElement[] {
  const nodes = parseHtml(escapeHtml(text).replaceAll('&amp;', '&')) ?? []
  const read = nodes.map((node) => (isText(node) ? node.value : '')).join('')
  return read.split(/\n\s*\n/).flatMap((paragraph) => {
    const line = plainLine(paragraph)
    return line === '' ? [] : [element('p', [line])]
  })
}
