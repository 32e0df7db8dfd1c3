import type { Media } from '../article.ts'
import { element } from './blocks.ts'
import { type CleanNode, escapeHtml, serializeHtml } from './tree.ts'

/** A lead picture as sanitized HTML for the beginning of a text: a figure with alternative text, caption and credit. */
export function leadFigure({ url, width, height, alt, caption, credit }: Media): string {
  const attributes = new Map([
    ['src', url],
    ['alt', alt ?? ''],
  ])
  if (width !== undefined) attributes.set('width', String(width))
  if (height !== undefined) attributes.set('height', String(height))
  const words: CleanNode[] = []
  if (caption !== undefined) words.push(caption)
  if (caption !== undefined && credit !== undefined) words.push(' ')
  if (credit !== undefined) words.push(element('small', [credit]))
  const children = [
    element('img', [], attributes),
    ...(words.length > 0 ? [element('figcaption', words)] : []),
  ]
  return serializeHtml([element('figure', children)])
}

/** Whether sanitized `html` shows the picture at `url`, in any size: as `src` or as a candidate of a `srcset`. */
export function showsPicture(html: string, url: string): boolean {
  const address = escapeHtml(url)
  for (let at = html.indexOf(address); at !== -1; at = html.indexOf(address, at + address.length)) {
    const before = html.slice(Math.max(0, at - 10), at)
    const after = html.charAt(at + address.length)
    if (before.endsWith(' src="') && after === '"') return true
    if (/(?:srcset="|, )$/.test(before) && /^[" ,]/.test(after)) return true
  }
  return false
}
