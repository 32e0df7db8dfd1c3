/** Languages written from right to left if the tag contains no script (CLDR). */
const RTL_LANGUAGES = new Set(
  'ar arc azb ckb dv fa glk he iw ji ks lrc mzn nqo prs ps sd syr ug ur yi'.split(' '),
)
const RTL_SCRIPTS = new Set('adlm arab hebr mand nkoo rohg samr syrc thaa'.split(' '))

export type Direction = 'ltr' | 'rtl'

/** The primary language subtag, in lower case. */
export function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}

/** The direction in which the language is written; a script subtag takes precedence (`az-Arab`, `ks-Deva`). */
export function directionOf(tag: string): Direction {
  const script = /^[a-z]{2,3}(?:-[a-z]{3}){0,3}-([a-z]{4})(?:-|$)/.exec(tag.toLowerCase())?.[1]
  const isRtl = script === undefined ? RTL_LANGUAGES.has(primaryLanguage(tag)) : RTL_SCRIPTS.has(script)
  return isRtl ? 'rtl' : 'ltr'
}
