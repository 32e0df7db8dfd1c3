/** Names in one text, separated by spaces. */
export function words(text: string): readonly string[] {
  return text.split(' ')
}

/** The canonical names of some elements of one vocabulary, given their local names separated by spaces. */
export function namesOf(prefix: string, locals: string): readonly string[] {
  return words(locals).map((local) => `${prefix}:${local}`)
}

/** A canonical name for people: Atom documents hardly ever write the prefix of Atom. */
export function shownName(name: string): string {
  return name.replace(/^atom:/, '')
}
