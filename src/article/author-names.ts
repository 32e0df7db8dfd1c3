/** Longest name, in UTF-16 units. */
export const MAX_NAME = 200

/** A given name, at least, and a family name: two or more words that begin with a capital. */
export const FULL_NAME =
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Lu}[\p{L}\p{M}.'’-]*|von|van|de|der|den|di|da|del|la|le|bin|al))* \p{Lu}[\p{L}\p{M}.'’-]*$/u

/** The names in a text that seems to hold several: `Jane Doe, John Roe`, `Jane Doe and John Roe`. Undefined for one. */
export function joinedNames(text: string): readonly string[] | undefined {
  if (text.length > MAX_NAME) return undefined
  const names = text
    .split(/ *[,;] *(?:(?:and|und|et|y|e|en) +)?| +(?:and|und|et|y|e|en|&|\+|\/) +/u)
    .map((name) => name.trim())
  return names.length > 1 && names.every((name) => FULL_NAME.test(name)) ? names : undefined
}

/** A name with the family name first. */
const INVERTED = /^([^,]+), *([^,]+)$/u

/** A name as it is and, where it is `Núñez, José`, as José Núñez. */
export function nameForms(name: string): readonly string[] {
  return INVERTED.test(name) ? [name, name.replace(INVERTED, '$2 $1')] : [name]
}

/** Every name that a byline can mean, for what must not be missed: `Jane Doe and John Roe` is both of them, and itself. */
export function namesMeant(byline: string): readonly string[] {
  const parts = byline.split(/ *; *| +(?:and|und|et|y|e|en|&) +/u)
  return [byline, ...parts, ...(joinedNames(byline) ?? [])].flatMap(nameForms)
}
