import { attributeOf, isElement, isText } from './node.ts'
import { canTake, nameOf, namesOf, readSelector, type Selector, takes } from './selector.ts'
import {
  type Declarations,
  declarationsOf,
  isAnimated,
  isHiding,
  type Style,
  withoutComments,
} from './style.ts'
import { type HtmlElement, type HtmlNode, parseHtml } from './tree.ts'

/** The effect of a text's `style` elements on its other elements. */
export interface StyleSheet {
  /** The declarations that apply to an element, including its `style` attribute. */
  styleOf(node: HtmlElement): Style
}

interface Rule extends Declarations {
  readonly selector: Selector
  /** The rule applies only to some screens or programs. */
  readonly isConditional: boolean
  readonly order: number
}

/** Maximum number of rules; no article has more. */
const MAX_RULES = 5000

/** The style sheet of an HTML text; undefined without one. */
export function styleSheetOf(source: string): StyleSheet | undefined {
  if (!/<style/i.test(source)) return undefined
  const inText = new Set<string>()
  const rules = new Map<string, Rule[]>()
  let order = 0
  for (const { css, isConditional } of sheetsIn(parseHtml(source) ?? [], inText))
    for (const rule of rulesOf(css, isConditional)) {
      if (++order > MAX_RULES) break
      const name = nameOf(rule.selector)
      const named = rules.get(name)
      if (named === undefined) rules.set(name, [{ ...rule, order }])
      else named.push({ ...rule, order })
    }
  if (order === 0) return undefined
  return {
    styleOf(node) {
      const concerned = namesOf(node).flatMap((name) => rules.get(name) ?? [])
      return cascade(node, concerned, (name) => inText.has(name))
    },
  }
}

/** The content of `style` elements; `names` collects the names of all elements. */
function* sheetsIn(
  nodes: readonly HtmlNode[],
  names: Set<string>,
): Iterable<{ readonly css: string; readonly isConditional: boolean }> {
  for (const node of nodes.filter(isElement)) {
    for (const name of namesOf(node)) names.add(name)
    if (node.tagName !== 'style') yield* sheetsIn(node.childNodes, names)
    else
      yield {
        css: node.childNodes.map((child) => (isText(child) ? child.value : '')).join(''),
        isConditional: !isAlways(attributeOf(node, 'media') ?? ''),
      }
  }
}

/** Whether a media query always applies on a screen. */
const isAlways = (query: string): boolean => /^\s*(?:only\s+)?(?:all|screen)?\s*$/i.test(query)

function* rulesOf(css: string, isConditional: boolean): Iterable<Omit<Rule, 'order'>> {
  for (const { prelude, block } of blocksOf(withoutComments(css).replace(/<!--|-->/g, ' '))) {
    const [, name = '', query = ''] = /^@([\w-]+)([\s\S]*)$/.exec(prelude.toLowerCase()) ?? []
    if (name === 'media') yield* rulesOf(block, isConditional || !isAlways(query))
    else if (name === 'supports' || name === 'container') yield* rulesOf(block, true)
    else if (name === 'layer') yield* rulesOf(block, isConditional)
    else if (name === '') {
      const declarations = declarationsOf(block.replace(NESTED, ''))
      for (const [text] of prelude.matchAll(/(?:\([^)]*\)|\[[^\]]*\]|[^,([])+/g)) {
        const selector = readSelector(text)
        if (selector !== undefined) yield { ...declarations, selector, isConditional }
      }
    }
  }
}

/** Nested rules, which are ignored. */
const NESTED = /[^{};]*\{[^{}]*\}/g

/** Text up to a brace or semicolon outside of strings. */
const PIECE = /(?:"(?:\\[\s\S]|[^"\\]+)*"?|'(?:\\[\s\S]|[^'\\]+)*'?|\\[\s\S]?|[^{};"'\\]+)*([{};]|$)/y

/** The top-level blocks of `css`, each with the text before it. */
function* blocksOf(css: string): Iterable<{ readonly prelude: string; readonly block: string }> {
  let depth = 0
  let prelude = ''
  let start = 0
  for (let from = 0; from < css.length; from = PIECE.lastIndex) {
    PIECE.lastIndex = from
    const [piece = '', end = ''] = PIECE.exec(css) ?? []
    const after = from + piece.length
    if (end === '{') {
      if (depth === 0) [prelude, start] = [piece.slice(0, -1).trim(), after]
      depth += 1
    } else if (depth > 0 && end !== ';') {
      depth = end === '' ? 0 : depth - 1
      if (depth === 0) yield { prelude, block: css.slice(start, after - end.length) }
    }
  }
}

/** Ranks of declarations (CSS Cascade 5 section 6): of rules with equal specificity, the later one takes precedence. */
const RANK = { specificity: 1e4, inline: 1e13, important: 1e14 } as const

/** The declarations that apply to an element, without those that hide it if another rule can show it. */
function cascade(
  node: HtmlElement,
  rules: readonly Rule[],
  isInText: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const won = new Map<string, { readonly value: string; readonly rank: number }>()
  const state = ({ style, important }: Declarations, rank: number): void => {
    for (const [name, value] of style) {
      const stated = important.has(name) ? rank + RANK.important : rank
      if (stated > (won.get(name)?.rank ?? -1)) won.set(name, { value, rank: stated })
    }
  }
  const others: Rule[] = []
  for (const rule of rules) {
    if (!rule.isConditional && takes(rule.selector, node, isInText)) state(rule, rankOf(rule))
    else if (canTake(rule.selector, node)) others.push(rule)
  }
  state(declarationsOf(attributeOf(node, 'style') ?? ''), RANK.inline)
  const style = new Map<string, string>()
  for (const [name, { value, rank }] of won)
    if (!isHiding(name, value) || !others.some((rule) => shows(rule, name, rank))) style.set(name, value)
  return style
}

const rankOf = ({ selector, order }: Rule): number => selector.specificity * RANK.specificity + order

/** Whether a rule, if it applies, overrides a hiding declaration of that rank. */
function shows(rule: Rule, name: string, rank: number): boolean {
  const value = rule.style.get(name)
  if (value === undefined) return name === 'opacity' && isAnimated(rule.style)
  return !isHiding(name, value) && rankOf(rule) + (rule.important.has(name) ? RANK.important : 0) > rank
}
