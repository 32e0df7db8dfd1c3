/** Words that are their own key, as nearly all are. */
const PLAIN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Accents on letters of scripts in which they tell no two words apart for people who type; others are part of the letter. */
const ACCENTS = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu
const SEPARATORS = /['’.,&:/_\s–—-]+/gu

/**
 * What the spellings of one tag, name, section or audience share: `Power Grid`, `power-grid` and `POWER_GRID` differ in case
 * and separators, `Élysée` and `elysee` in accents, others in characters that cannot be seen, and in what stands around
 * them: `#climate` and `[[Climate]]`. Everything that is compared
 * with what an article says is compared by this.
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

/** Whether a language tag is in a language range (RFC 4647 section 3.3.1, basic filtering): `de-AT` is in `de`. */
export function isInRange(tag: string, range: string): boolean {
  const [has, wanted] = [tag.toLowerCase(), range.toLowerCase()]
  return has === wanted || has.startsWith(`${wanted}-`)
}
