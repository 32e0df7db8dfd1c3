import type { MarkdownIt } from 'markdown-it'
import { remarkOf } from './markdown-findings.ts'

/** Marks of other programs that are not read and so go out as they are written, at the beginning of a block. */
const BLOCK =
  /^(?:!!!|\?\?\?\+?)[ \t]*\w|^::[a-z][\w-]*(?:\[|\{|$)|^:{3,}[ \t]*$|^--8<--|^@\[[\w-]+\]\(|^\[TOC\]/
/** The same within a line: links and embedded notes of wikis. */
const INLINE = /!?\[\[[^[\]\n]{1,200}\]\]/g

/** Reports what may be markup of a program that is not known here. */
export function reportUnsupported(markdown: MarkdownIt): void {
  markdown.core.ruler.push('unread_marks', ({ tokens, env }) => {
    for (const { type, content, children } of tokens) {
      if (type !== 'inline') continue
      const [block] = BLOCK.exec(content) ?? []
      if (block !== undefined) remarkOf(env)('markup-unread', unread(content), firstLine(content))
      if (!content.includes('[[')) continue
      for (const child of children ?? []) {
        for (const [link] of child.type === 'text' ? child.content.matchAll(INLINE) : [])
          remarkOf(env)('markup-unread', unread(link), link)
      }
    }
  })
}

function unread(mark: string) {
  return {
    message: 'a mark of another program is not read and is published as it is written',
    got: firstLine(mark),
    fix: 'write it in Markdown or HTML, or in backticks when it is meant as text',
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
