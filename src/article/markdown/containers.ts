import type { MarkdownIt, RendererRule, Token } from 'markdown-it'
import container from 'markdown-it-container'
import { isHiding } from './attributes.ts'
import { remarkOf } from './findings.ts'
import { labelOf } from './marks.ts'

/** Kinds of boxes in Docusaurus, VitePress, MkDocs, Quarto and other programs. */
const BOXES: ReadonlySet<string> = new Set(
  (
    'note tip info warning danger important caution success error failure bug example quote abstract summary question hint ' +
    'attention seealso'
  ).split(' '),
)
/** Boxes that only position their content. */
const PLAIN: ReadonlySet<string> = new Set(
  'div section center left right columns column row aside figure'.split(' '),
)

/** `name`, `{#id .name}` or `{name}`; then a title, with or without brackets; then attributes. */
const PARAMS =
  /^(?:\{ *(?:#[^\s{}]+ *)?\.?([\w-]*)[^{}]*\}|([\p{L}\w-]+)) *(?:\[([^[\]]*)\])?([^{}]*?)(?:\{[^{}]*\})?:*$/u
const LONGEST = 300

/** Parses `::: warning Title … :::`: its content follows its title or kind; `details` is collapsible. */
export function useContainers(markdown: MarkdownIt): void {
  const render: RendererRule = (tokens, index, _options, env) => {
    const token = tokens[index]
    const { kind, title, isBraced } = readParams(token?.info ?? '')
    const isDetails = kind === 'details'
    if (token?.nesting === -1) return isDetails ? '</details>' : '</div>'
    if (isHiding(isBraced ? (token?.info ?? '') : `.${kind}`))
      return isDetails ? '<details hidden>' : '<div hidden>'
    if (!isBraced && !isDetails && !BOXES.has(kind) && !PLAIN.has(kind))
      remarkOf(env)('markup-unread', unknownBox(kind), `${token?.markup}${token?.info}`)
    const label = title !== '' || !BOXES.has(kind) ? markdown.renderInline(title, {}) : labelOf(kind)
    if (isDetails) return `<details><summary>${label === '' ? 'Details' : label}</summary>`
    return label === '' ? '<div>' : `<div><p><strong>${label}</strong></p>`
  }
  markdown.use(container, 'box', { validate: (params) => readParams(params).kind !== '', render })
  markdown.core.ruler.push('box_ends', ({ tokens }) => {
    const open: Token[] = []
    for (const token of tokens) {
      if (token.type === 'container_box_open') open.push(token)
      else if (token.type === 'container_box_close') token.info = open.pop()?.info ?? ''
    }
  })
}

function readParams(params: string) {
  const [, braced, bare, bracketed, after = ''] =
    (params.length > LONGEST ? null : PARAMS.exec(params.trim())) ?? []
  return {
    kind: (braced === '' ? 'div' : (braced ?? bare ?? '')).toLowerCase(),
    title: (bracketed ?? after).trim().replace(/^["']|["']$/g, ''),
    isBraced: braced !== undefined,
  }
}

function unknownBox(kind: string) {
  return {
    message: 'a box of an unknown kind is published as its text',
    got: `::: ${kind}`,
    expected: 'a kind such as note, tip, warning or details',
    fix: 'check the text in a feed, or write it without the box',
  }
}
