/** The end of a sentence, including closing marks after it. */
const END = /[.!?…]["'”’»)\]]*(?=\s)|[。！？។]["'”’」』》）]*/gu

/** Abbreviations before a name, a number or a place; a period after them does not end a sentence. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms dr prof st ste mt ft no nos vs lt gen col capt cpt cmdr adm sgt maj cpl pvt sen rep gov pres supt insp det ' +
    'rev hon fr sr jr messrs mme mlle mgr inc ltd co corp bros dept est approx ca cf fig figs vol pp ed eds al art ch sec ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd ' +
    'hr fr dipl ing bzw ca evtl ggf inkl exkl nr str tel usw vgl zzgl bspw gest geb okt dez mrd mio ' +
    'sra srta lic núm pág av sig sigg dott ecc d.h i.d.r'
  ).split(' '),
)

/**
 * Whether a period ends a sentence: not after an initial, an abbreviation or a day of the month, nor before a small
 * letter.
 */
function isFullStop(text: string, at: number): boolean {
  const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(Math.max(0, at - 20), at))?.[0].toLowerCase() ?? ''
  const next = /^[.\s"'“”‘’«»()[\]]*(\p{L})?/u.exec(text.slice(at, at + 12))?.[1] ?? ''
  if (next !== '' && next === next.toLowerCase() && next !== next.toUpperCase()) return false
  return !/^(?:\p{L}|(?:\p{L}\.)+\p{L}|\d{1,2})$/u.test(word) && !ABBREVIATIONS.has(word)
}

/**
 * Offset after the last sentence that ends within the first `limit` UTF-16 code units of `text`; 0 if there is none.
 */
export function lastSentenceEnd(text: string, limit: number): number {
  let last = 0
  for (const { index, 0: mark } of text.slice(0, limit + 1).matchAll(END)) {
    const end = index + mark.length
    if (end <= limit && !(mark.startsWith('.') && !isFullStop(text, index))) last = end
  }
  return last
}

/**
 * Shortens `text` to at most `limit` UTF-16 code units: cut after a sentence (in the last half), or else after a word
 * and followed by `…`. Never splits a grapheme cluster.
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  const sentence = lastSentenceEnd(text, limit)
  if (sentence >= limit / 2) return text.slice(0, sentence)
  const room = limit - 1
  const word = /\s/.test(text.charAt(room)) ? room : text.slice(0, room).search(/\s\S*$/)
  const cut = word >= limit / 2 ? word : characterEnd(text, room)
  return `${text.slice(0, cut).replace(/[\s,;:–—-]+$/u, '')}…`
}

/** Created for the first cut, because that takes as long as reading several articles. */
let characters: Intl.Segmenter | undefined
/** Number of UTF-16 code units examined around a cut; no grapheme cluster of a language is longer. */
const AROUND = 100

/** The last offset up to `at` at which a grapheme cluster ends. */
function characterEnd(text: string, at: number): number {
  const start = Math.max(0, at - AROUND)
  characters ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  const inside = characters.segment(text.slice(start, at + AROUND)).containing(at - start)
  const end = start + (inside?.index ?? 0)
  if (end > start) return end
  const last = text.charCodeAt(at - 1)
  return last >= 0xd800 && last <= 0xdbff ? at - 1 : at
}
