import { isAscii, withoutIdleBreaks } from '../text.ts'
import { isBlank, trimmed } from './blocks.ts'
import { FRAGMENT, isValidChild, MAX_DEPTH } from './plain.ts'
import { FLAT, HOLLOW } from './policy.ts'
import type { CleanElement, CleanNode } from './tree.ts'

/** The elements that Markdown produces, except pictures: they remain unchanged in any position. */
const PLAIN: ReadonlySet<string> = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr br table thead tbody tr th td ' +
    'a code em strong b i u s del ins mark small sub sup kbd'
  ).split(' '),
)

const TABULAR: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tr'])

/** The context of a node. */
interface Around {
  readonly parent: string
  readonly depth: number
  readonly isInLink: boolean
  readonly isInCode: boolean
}

const TOP: Around = { parent: FRAGMENT, depth: 0, isInLink: false, isInCode: false }

/**
 * Whether the sanitizer would leave its own output `block` unchanged: a few plain elements, nested validly, without
 * attributes except those of links, nonempty, and without text that could be collapsed.
 *
 * @param keepsLink whether the address of a link remains unchanged
 */
export function isSettled(block: CleanElement, keepsLink: (href: string) => boolean): boolean {
  return isSettledElement(block, TOP)

  function isSettledElement(node: CleanElement, around: Around): boolean {
    const { name, children } = node
    if (!PLAIN.has(name) || around.depth >= MAX_DEPTH) return false
    if (!isValidChild(name, around.parent, around.isInLink) || !hasSettledAttributes(node)) return false
    if (HOLLOW.has(name) && children.every(isBlank)) return false
    if (FLAT.has(name) && !isTrimmed(children)) return false
    return areSettled(children, {
      parent: name,
      depth: around.depth + 1,
      isInLink: around.isInLink || name === 'a',
      isInCode: around.isInCode || name === 'pre',
    })
  }

  function areSettled(nodes: readonly CleanNode[], around: Around): boolean {
    let isAfterText = false
    for (const node of nodes) {
      const isText = typeof node === 'string'
      if (isText ? isAfterText || !isSettledText(node, around) : !isSettledElement(node, around)) return false
      isAfterText = isText
    }
    return true
  }

  function hasSettledAttributes({ name, attributes }: CleanElement): boolean {
    if (name === 'ol') return attributes.size === (attributes.has('start') ? 1 : 0)
    if (name !== 'a') return attributes.size === 0
    const href = attributes.get('href')
    // A fragment has to be resolved in the whole text.
    if (href === undefined || href.includes('#') || !keepsLink(href)) return false
    return attributes.size === (attributes.has('title') ? 2 : 1)
  }
}

function isSettledText(text: string, { parent, isInCode }: Around): boolean {
  if (text === '' || (TABULAR.has(parent) && text.trim() !== '')) return false
  if (isInCode || !text.includes('\n') || isAscii(text)) return true
  const start = text.slice(0, text.length - text.trimStart().length)
  const end = text.slice(text.trimEnd().length)
  return !`${start}${end}`.includes('\n') && withoutIdleBreaks(text) === text
}

function isTrimmed(nodes: readonly CleanNode[]): boolean {
  const all = trimmed(nodes)
  return all.length === nodes.length && all.every((node, index) => node === nodes[index])
}
