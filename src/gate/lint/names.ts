/** Splits a text of names separated by spaces. */
export function words(text: string): readonly string[] {
  return text.split(' ')
}

/** The canonical names of elements of one vocabulary, from their local names separated by spaces. */
export function namesOf(prefix: string, locals: string): readonly string[] {
  return words(locals).map((local) => `${prefix}:${local}`)
}

/** A canonical name for people: Atom documents rarely use a prefix for Atom. */
export function shownName(name: string): string {
  return name.replace(/^atom:/, '')
}
