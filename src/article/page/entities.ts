import { textOf } from '../html/node.ts'
import { parseHtml } from '../html/tree.ts'
import { plainLine } from '../text.ts'

/** `text` on one line, with character references decoded and tags removed, which programs leave in plain texts. */
export function decodedText(text: string): string {
  if (!/&(?:#\w+|[a-z]\w*);|<\/?[a-z][^<>]*>/i.test(text)) return plainLine(text)
  return plainLine((parseHtml(text) ?? []).map(textOf).join(''))
}
