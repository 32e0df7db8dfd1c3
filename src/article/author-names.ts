/** Maximum length of a name, in UTF-16 code units. */
export const MAX_NAME = 200

/** A given name and a family name: at least two words that begin with a capital letter. */
export const FULL_NAME =
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Lu}[\p{L}\p{M}.'’-]*|von|van|de|der|den|di|da|del|la|le|bin|al))* \p{Lu}[\p{L}\p{M}.'’-]*$/u

/**
 * The names in a text that seems to contain several: `Jane Doe, John Roe`, `Jane Doe and John Roe`. Undefined for a
 * single name.
 */
export function joinedNames(text: string): readonly string[] | undefined {
  if (text.length > MAX_NAME) return undefined
  const names = text
    .split(/ *[,;] *(?:(?:and|und|et|y|e|en) +)?| +(?:and|und|et|y|e|en|&|\+|\/) +/u)
    .map((name) => name.trim())
  return names.length > 1 && names.every((name) => FULL_NAME.test(name)) ? names : undefined
}

/** A name with the family name first. */
const INVERTED = /^([^,]+), *([^,]+)$/u

/** A name and, if it has the form `Núñez, José`, its form `José Núñez`. */
export function nameForms(name: string): readonly string[] {
  return INVERTED.test(name) ? [name, name.replace(INVERTED, '$2 $1')] : [name]
}

/**
 * All names that a byline may refer to, for checks that must not miss one: `Jane Doe and John Roe` yields each of the
 * two names and the whole text.
 */
export function namesMeant(byline: string): readonly string[] {
  const parts = byline.split(/ *; *| +(?:and|und|et|y|e|en|&) +/u)
  return [byline, ...parts, ...(joinedNames(byline) ?? [])].flatMap(nameForms)
}
