import type { MarkdownIt } from 'markdown-it'
import { remarkOf } from './findings.ts'

/** Block marks of other programs that are not supported and so remain as text. */
const BLOCK =
  /^(?:!!!|\?\?\?\+?)[ \t]*\w|^::[a-z][\w-]*(?:\[|\{|$)|^:{3,}[ \t]*$|^--8<--|^@\[[\w-]+\]\(|^%\[https?:|^\[TOC\]|^\.\. (?:[\w-]+::|_[^\n]{1,100}:)|^#\+[A-Za-z_]{3,30}(?::|$)|^\/\/ \S[^\n]*$/
/** The same within a line: links and embedded notes of wikis, links whose address Markdown cannot read, and spoilers; marks of TYPO3, and names of AsciiDoc. */
const INLINE =
  /!?\[\[[^[\]\n]{1,200}\]\]|!?\[[^[\]\n]{1,200}\]\([^()\n]{1,300}\)|\|\|(?=[^\s|])[^|\n]{1,300}(?<=\S)\|\||>!(?=\S)[^\n]{1,300}?(?<=\S)!<|#{3}[A-Z][A-Z0-9_]{2,40}#{3}|(?<!\{)\{(?:reg|tm|copy|nbsp|zwsp|deg|counter2?:[\w-]{1,50})\}/g

/** Reports text that may be unsupported markup of another program. */
export function reportUnsupported(markdown: MarkdownIt): void {
  markdown.core.ruler.push('unread_marks', ({ tokens, env }) => {
    for (const { type, content, children } of tokens) {
      if (type !== 'inline') continue
      const [block] = BLOCK.exec(content) ?? []
      if (block !== undefined) remarkOf(env)('markup-unread', unread(content), firstLine(content))
      if (!['[[', '](', '||', '>!', '###', '{'].some((sign) => content.includes(sign))) continue
      for (const child of children ?? []) {
        for (const [link] of child.type === 'text' ? child.content.matchAll(INLINE) : [])
          remarkOf(env)('markup-unread', unread(link), link)
      }
    }
  })
}

function unread(mark: string) {
  return {
    message: 'markup of another program is published as it is',
    got: firstLine(mark),
    fix: 'write it in Markdown or HTML, or in backticks if it is text',
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
