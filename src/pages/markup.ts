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

/** HTML or XML in which all external input is escaped. Only {@link markup} creates it. */
export type Markup = MarkupText

/** Values in a template: strings become text or attribute values, markup is unchanged, undefined is omitted. */
export type Hole = string | number | Markup | readonly Markup[] | undefined

/**
 * Template tag for HTML and XML: every inserted string is cleaned of forbidden characters and escaped once, so that it
 * can be used between tags and between double quotes, and never becomes markup. Lists are written one element per line.
 */
export function markup(template: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  return new MarkupText(String.raw({ raw: template }, ...holes.map(sourceOf)))
}

/** A script of this program, unescaped, because escaping would change it. */
export function scriptElement(source: string): Markup {
  return new MarkupText(`<script>${source}</script>`)
}

/** Space, name and quoted value; empty for an undefined value. `name` is never external input. */
export function attribute(name: string, value: string | number | undefined): Markup {
  return value === undefined ? markup`` : markup` ${name}="${value}"`
}

/** The defined parts, one per line. */
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
