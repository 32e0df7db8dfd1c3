import type { FieldMap } from '../article/front-matter/fields.ts'
import { readFrontMatter } from '../article/front-matter/read-front-matter.ts'
import type { ForeignArticle } from './dialect.ts'

/** A header in another format than front matter, and the text after it. */
export type Header = Pick<ForeignArticle, 'fields' | 'body'>

type Line = readonly [key: string, value: string, offset: number]

function headerOf(lines: readonly Line[], body: string): Header | undefined {
  if (lines.length === 0) return undefined
  const fields: FieldMap = new Map(
    lines.map(([key, value, offset]) => [
      key.toLowerCase(),
      {
        keyOffset: offset,
        field:
          value === ''
            ? { kind: 'nothing', offset }
            : { kind: 'text', text: value.replace(/\s*\n\s*/g, ' '), offset },
      },
    ]),
  )
  return { fields, body }
}

/** `Key: value` from the first line on, as in MultiMarkdown and Pelican; indented lines are continuations. */
export function plainHeader(text: string): Header | undefined {
  const [block = ''] =
    /^\s*(?:[A-Za-z][\w -]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?=\s*(?:\n|$))/.exec(`${text}\n`) ?? []
  const lines = [...block.matchAll(/^([A-Za-z][\w -]*):[ \t]*([^\n]*(?:\n[ \t]+\S[^\n]*)*)/gm)].map(
    ({ 1: key = '', 2: value = '', index }): Line => [key.trim(), value.trim(), index],
  )
  return headerOf(lines, text.slice(block.length))
}

/** `.. key: value`, as in Nikola, with or without an HTML comment around it. */
export function dottedHeader(text: string): Header | undefined {
  const [block = ''] = /^\s*(?:<!--\s*)?(?:\.\. [\w-]+:[^\n]*\r?\n\s*?)+(?:-->)?/.exec(`${text}\n`) ?? []
  const lines = [...block.matchAll(/^\.\. ([\w-]+):[ \t]*([^\n]*)$/gm)].map(
    ({ 1: key = '', 2: value = '', index }): Line => [key, value.trim(), index],
  )
  return headerOf(lines, text.slice(block.length))
}

/** A title with its underline, and `:key: value` lines below it: the header of a reStructuredText file. */
export function fieldListHeader(text: string): Header | undefined {
  const title = /^\s*(?:([=\-~#*^"'+])\1+[ \t]*\n)?[ \t]*(\S[^\n]*)\n([=\-~#*^"'+])\3+[ \t]*(?:\n|$)/.exec(
    text,
  )
  const below = text.slice(title?.[0].length ?? 0)
  const [list = ''] = /^\s*(?::[\w -]+:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+/.exec(`${below}\n`) ?? []
  const from = title?.[0].length ?? 0
  const lines = [...list.matchAll(/^:([\w -]+):[ \t]*([^\n]*(?:\n[ \t]+\S[^\n]*)*)/gm)].map(
    ({ 1: key = '', 2: value = '', index }): Line => [key, value.trim(), from + index],
  )
  const titled = title === null ? lines : [['title', title[2]?.trim() ?? '', 0] as const, ...lines]
  return headerOf(titled, below.slice(list.length))
}

/** A front matter without opening fence, as in Hexo. */
export function unopenedHeader(text: string): Header | undefined {
  const block = /^\s*((?:[A-Za-z][\w-]*:[^\n]*\n|[ \t]+[^\n]*\n|- [^\n]*\n)+)-{3,}[ \t]*(?:\n|$)/.exec(text)
  if (block === null) return undefined
  const front = readFrontMatter(`---\n${block[1]}---\n`)
  return 'fields' in front ? { fields: front.fields, body: text.slice(block[0].length) } : undefined
}

const NO_PROSE = /^(?:\.\. |[-*+|] |\d+[.)] |:[\w -]+:|[=\-~#*^"'+`]{3,}\s*$|>>>|__ )/

/** The first paragraph of a reStructuredText file, as Markdown; empty if there is none. */
export function firstParagraphOfRst(text: string): string {
  for (const [block = ''] of text.replace(/\r\n?/g, '\n').matchAll(/^(?:.+(?:\n|$))+/gm)) {
    const lines = block.trimEnd().split('\n')
    if (lines.some((line) => /^\s|^[=\-~#*^"'+`]{3,}\s*$/.test(line)) || NO_PROSE.test(block)) continue
    return asMarkdown(lines.join('\n'))
  }
  return ''
}

function asMarkdown(paragraph: string): string {
  return paragraph
    .replace(/\s*::$/, ':')
    .replace(/``([^`]+)``|:[\w:-]+:`([^`<]+?)(?:\s*<[^`>]*>)?`|\|[\w -]+\|_{0,2}/g, (_, code, role) =>
      code === undefined ? (role ?? '') : `\`${code}\``,
    )
    .replace(/`([^`<]+?)\s*<(https?:[^`>\s]+)>`_{1,2}/g, '[$1]($2)')
    .replace(
      /`([^`<]+?)(?:\s*<[^`>]*>)?`_{1,2}|\b([\w.-]+\w)_{1,2}(?![\w`])/g,
      (_, named, word) => named ?? word,
    )
    .replace(/[{}]/g, '')
}
