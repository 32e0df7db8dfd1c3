import { legalText } from '../article/text.ts'

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

class MarkupText {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** HTML or XML in which everything that came from outside is text. Only {@link markup} makes it. */
export type Markup = MarkupText

/** What a template may hold: strings become text or attribute values, markup stays markup, undefined is nothing. */
export type Hole = string | number | Markup | readonly Markup[] | undefined

/**
 * Template tag for HTML and XML: every string put in is cleaned of forbidden characters and escaped once, so it can stand
 * between tags and between double quotes, and never becomes markup. Lists stand one a line.
 */
export function markup(template: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  return new MarkupText(String.raw({ raw: template }, ...holes.map(sourceOf)))
}

/** A script of ours, as it is: escaped, it would be another one. */
export function scriptElement(source: string): Markup {
  return new MarkupText(`<script>${source}</script>`)
}

/** Space, name and quoted value; nothing for a value that is undefined. `name` is the program's own word. */
export function attribute(name: string, value: string | number | undefined): Markup {
  return value === undefined ? markup`` : markup` ${name}="${value}"`
}

/** The parts that are there, one a line. */
export function lines(...parts: readonly (Markup | undefined)[]): Markup {
  return new MarkupText(
    parts.flatMap((part) => (part === undefined || part.source === '' ? [] : part.source)).join('\n'),
  )
}

function sourceOf(hole: Hole): string {
  if (hole === undefined) return ''
  if (typeof hole === 'string' || typeof hole === 'number') return escaped(String(hole))
  return hole instanceof MarkupText ? hole.source : lines(...hole).source
}

function escaped(text: string): string {
  return legalText(text).replace(/[&<>"']/g, (character) => REFERENCES[character] ?? character)
}
