import { element } from './html-blocks.ts'
import { isText } from './html-node.ts'
import { type CleanElement, escapeHtml, parseHtml } from './html-tree.ts'
import { plainLine } from './text.ts'

/** A tag that says that what it holds is not meant for readers. */
const UNSHOWN =
  /<[^<>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:|opacity\s*:\s*0|font-size\s*:\s*0|mso-(?:hide|element)|class\s*=\s*["']?mso(?:com|del))/i

/** A style sheet that hides something, and tags that it can mean. */
const HIDING_SHEET = /<style[\s\S]*?(?:display\s*:\s*none|visibility\s*:|opacity\s*:\s*0|font-size\s*:\s*0)/i
const UNSHOWN_BY_SHEET = new RegExp(`${UNSHOWN.source}|<[^<>]*\\s(?:class|id|data-\\S+)\\s*=`, 'i')

/**
 * The text of markup that is beyond all reason, in paragraphs: nothing of the markup is trusted to end. Where a page hides
 * something it cannot be known where that ends, so the text ends there.
 */
export function plainTextFallback(source: string): readonly CleanElement[] {
  const unshown = source.search(HIDING_SHEET.test(source) ? UNSHOWN_BY_SHEET : UNSHOWN)
  return paragraphsOf(textWithoutTags(unshown === -1 ? source : source.slice(0, unshown)))
}

/** What is left when markup cannot be trusted to end: its text, block tags read as paragraph ends. */
function textWithoutTags(source: string): string {
  return withoutRaw(withoutRaw(source.replace(/<!--[\s\S]*?(?:-->|$)/g, ''), 'script'), 'style')
    .replace(/<\/?(?:p|div|br|li|h[1-6]|tr|blockquote|section|article)\b[^<>]*>/gi, '\n\n')
    .replace(/<[^<>]*>/g, '')
}

/** Without the elements called `name` and all in them; the rest of the text when one never ends. */
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

/** Plain text, read as HTML text once more so that references become the characters they stand for. */
function paragraphsOf(text: string): readonly CleanElement[] {
  const nodes = parseHtml(escapeHtml(text).replaceAll('&amp;', '&')) ?? []
  const read = nodes.map((node) => (isText(node) ? node.value : '')).join('')
  return read.split(/\n\s*\n/).flatMap((paragraph) => {
    const line = plainLine(paragraph)
    return line === '' ? [] : [element('p', [line])]
  })
}
