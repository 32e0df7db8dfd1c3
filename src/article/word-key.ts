/** Words that equal their key, as nearly all do. */
const PLAIN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Accents that people may omit when typing; in other scripts, they are part of the letter. */
const ACCENTS = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu
const SEPARATORS = /['’.,&:/_\s–—-]+/gu

/**
 * A key that all spellings of a tag, name, section or audience share: `Power Grid`, `power-grid` and `POWER_GRID`
 * differ in case and separators, `Élysée` and `elysee` in accents, others in invisible characters or in surrounding
 * marks: `#climate` and `[[Climate]]`. Every comparison with a text of an article uses this key.
 */
export function wordKey(word: string): string {
  if (PLAIN.test(word)) return word
  return word
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .replace(ACCENTS, '$1')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC')
    .replace(SEPARATORS, '-')
    .replace(/^[-#"“”„«»[\](){}]+(?=.)|(?<=.)[-"“”„«»[\](){}!?]+$/g, '')
}

/** Whether a language tag matches a language range (RFC 4647 section 3.3.1, basic filtering): `de-AT` matches `de`. */
export function isInRange(tag: string, range: string): boolean {
  const [has, wanted] = [tag.toLowerCase(), range.toLowerCase()]
  return has === wanted || has.startsWith(`${wanted}-`)
}
