import { isText } from '../html/node.ts'
import { parseHtml } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import type { RemarkOnText } from './findings.ts'
import { withoutTemplates } from './template-remains.ts'

const REFERENCE = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/gi
/** Elements that converters leave in headlines; `x < y` and `<name>` are text. */
const INLINE =
  /<\/?(a|abbr|b|big|bdi|cite|code|em|font|i|ins|kbd|mark|q|small|span|strong|sub|sup|tt|u|var)(?:\s[^<>]*)?\/?>/gi
/** Struck through in Markdown: two tildes on both sides of one or more words; `~~~` and a single `~~` are text. */
const STRUCK_MARKS = /(?<!~)~~(?![\s~])[^~]*(?<![\s~])~~(?!~)/g
const STRUCK = /<(del|s|strike)(?:\s[^<>]*)?>[^<>]*<\/\1>/gi
const BREAK = /<(?:br|\/?p)(?:\s[^<>]*)?\/?>/gi

/**
 * Cleans a line of plain text in which a converter may have left HTML, and a template its marks: references are decoded
 * once, known tags removed, and breaks become spaces. Text that is struck through is removed.
 */
export function plainTextLine(line: string, siteUrl: string, remark: RemarkOnText): string {
  const bare = withoutTemplates(line, siteUrl, remark).replace(STRUCK_MARKS, '')
  if (!/[&<]/.test(bare)) return plainLine(bare)
  const untagged = bare
    .replace(STRUCK, '')
    .replace(BREAK, ' ')
    .replace(INLINE, (tag: string, name: string) => (isPaired(bare, name) ? '' : tag))
  return plainLine(untagged.replace(REFERENCE, decoded))
}

/** `<i>` without an end tag is text. */
function isPaired(line: string, name: string): boolean {
  const text = line.toLowerCase()
  return text.includes(`<${name.toLowerCase()}`) && text.includes(`</${name.toLowerCase()}`)
}

function decoded(reference: string): string {
  const [node] = parseHtml(reference) ?? []
  return isText(node) ? node.value : reference
}
