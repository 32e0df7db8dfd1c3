import { element } from './blocks.ts'
import { pageOf } from './players.ts'
import type { CleanElement, CleanNode } from './tree.ts'

const PLAYERS: ReadonlySet<string> = new Set(['iframe', 'video', 'audio'])

/**
 * Adds a link after each player in `blocks`, for readers that do not show players, unless its block or an adjacent one
 * already links to the same page.
 */
export function withPlayerLinks(blocks: readonly CleanElement[]): readonly CleanElement[] {
  if (!blocks.some(holdsPlayer)) return blocks
  return blocks.map((block, index) => {
    if (!holdsPlayer(block)) return block
    const linked = new Set<string>()
    for (const near of blocks.slice(Math.max(0, index - 1), index + 2)) collectLinks(near, linked)
    return linkedBlock(block, linked)
  })
}

/** Whether this is the link that {@link withPlayerLinks} adds after a player, or the line break before the link. */
export function isPlayerLink(nodes: readonly CleanNode[], index: number): boolean {
  const node = nodes[index]
  if (node === undefined || typeof node === 'string') return false
  if (node.name === 'br') return isPlayer(nodes[index - 1])
  return node.name === 'a' && isBreak(nodes[index - 1]) && isPlayer(nodes[index - 2])
}

function isPlayer(node: CleanNode | undefined): boolean {
  return node !== undefined && typeof node !== 'string' && PLAYERS.has(node.name)
}

function isBreak(node: CleanNode | undefined): boolean {
  return node !== undefined && typeof node !== 'string' && node.name === 'br'
}

function holdsPlayer(node: CleanNode): boolean {
  return typeof node !== 'string' && (PLAYERS.has(node.name) || node.children.some(holdsPlayer))
}

function collectLinks(node: CleanNode, links: Set<string>): void {
  if (typeof node === 'string') return
  const href = node.name === 'a' ? node.attributes.get('href') : undefined
  if (href !== undefined) links.add(pageOf(href))
  for (const child of node.children) collectLinks(child, links)
}

function linkedBlock(block: CleanElement, linked: Set<string>): CleanElement {
  if (block.name === 'a' || !block.children.some(holdsPlayer)) return block
  const children = block.children.flatMap((child): readonly CleanNode[] => {
    if (typeof child === 'string') return [child]
    if (!PLAYERS.has(child.name)) return [linkedBlock(child, linked)]
    const addresses = addressesOf(child)
    const [page] = addresses
    if (page === undefined || addresses.some((address) => linked.has(address))) return [child]
    linked.add(page)
    return [child, element('br', []), element('a', [wordsOf(child, page)], new Map([['href', page]]))]
  })
  return element(block.name, children, block.attributes)
}

/** Pages or files that show what a player plays, in order of preference. */
function addressesOf(player: CleanElement): readonly string[] {
  const sources = [player, ...player.children.filter((child) => typeof child !== 'string')]
  return sources.flatMap(({ attributes }) => {
    const src = attributes.get('src')
    return src === undefined ? [] : [pageOf(src)]
  })
}

/** The title of a player, or else the name of its file, or else its address. */
function wordsOf(player: CleanElement, page: string): string {
  const title = player.attributes.get('title') ?? ''
  if (title !== '') return title
  const file =
    player.name === 'iframe' ? '' : (/[^/]+(?=[?#]|$)/.exec(page.replace(/[?#].*$/, ''))?.[0] ?? '')
  return file === '' ? page : decoded(file)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
