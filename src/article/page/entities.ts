import { textOf } from '../html-node.ts'
import { parseHtml } from '../html-tree.ts'
import { plainLine } from '../text.ts'

/** `text` on one line, with the character references and tags that programs leave in texts of other kinds read as HTML. */
export function decodedText(text: string): string {
  if (!/&(?:#\w+|[a-z]\w*);|<\/?[a-z][^<>]*>/i.test(text)) return plainLine(text)
  return plainLine((parseHtml(text) ?? []).map(textOf).join(''))
}
