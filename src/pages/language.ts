import { directionOf } from '../article/direction.ts'
import { attribute, type Markup, markup } from './markup.ts'

/** `text` if it has the form of a BCP 47 tag; an invalid `lang` attribute misleads screen readers. */
export function languageTag(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(text) ? text : undefined
}

/** `lang` and `dir`, if `language` is a tag. */
export function languageAttributes(language: string | undefined): Markup {
  const tag = languageTag(language)
  return tag === undefined ? markup`` : markup`${attribute('lang', tag)}${attribute('dir', directionOf(tag))}`
}
