/** Invisible characters (Unicode Default_Ignorable_Code_Point), and all white space. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\s]/gu
const SEPARATORS = /[-_.]/g
const PLAIN = /^[a-z]+$/
const ASCII = /^[\w.-]+$/

/**
 * Normalizes a key for comparison: without letter case, separators, white space and invisible characters, in the
 * compatibility form of Unicode (UAX #31, NFKC_Casefold). `Embargoed-Until` and `embargoed_until` are the same key.
 */
export function foldKey(spelling: string): string {
  if (PLAIN.test(spelling)) return spelling
  if (ASCII.test(spelling)) return spelling.toLowerCase().replace(SEPARATORS, '')
  return spelling.normalize('NFKC').replace(UNSEEN, '').replace(SEPARATORS, '').toLowerCase()
}

/** Letters of other scripts, and Latin letters that do not decompose, that look like a letter of a–z. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [
    ['a', 'аαɑ'],
    ['b', 'ЬвɓƄ'],
    ['c', 'сϲⅽ'],
    ['d', 'ԁɗđ'],
    ['e', 'еεєɛ'],
    ['f', 'ƒ'],
    ['g', 'ɡց'],
    ['h', 'һհħн'],
    ['i', 'іιıɩɪ'],
    ['j', 'јϳ'],
    ['k', 'кκ'],
    ['l', 'ӏłⅼǀ|'],
    ['m', 'мⅿ'],
    ['n', 'ոпηɴ'],
    ['o', 'оοօσø'],
    ['p', 'рρ'],
    ['q', 'ԛգ'],
    ['r', 'гг'],
    ['s', 'ѕꜱ'],
    ['t', 'тτŧ'],
    ['u', 'υսцʋ'],
    ['v', 'νѵⅴ'],
    ['w', 'ѡԝω'],
    ['x', 'хχⅹ'],
    ['y', 'уγүʏ'],
    ['z', 'ᴢ'],
  ].flatMap(([letter = '', others = '']) => [...others].map((other) => [other, letter] as const)),
)

/** The visual form of a folded key: letters without marks, and lookalikes of other scripts (UTS #39) replaced. */
export function lookOf(folded: string): string {
  if (PLAIN.test(folded)) return folded
  const bare = folded.normalize('NFKD').replace(/\p{M}/gu, '')
  return [...bare].map((letter) => LOOKALIKES.get(letter) ?? letter).join('')
}

/** The words of a key: `hideFromRSS`, `hide_from_rss` and `hide-from-rss` consist of the same three. */
export function wordsOfKey(spelling: string): readonly string[] {
  return spelling
    .normalize('NFKC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}

/** A key for a message: characters that are invisible or look like others are shown as code points. */
export function shownKey(spelling: string): string {
  return spelling
    .slice(0, 80)
    .replace(/./gsu, (character) =>
      LOOKALIKES.has(character) && character !== '|' ? named(character) : character,
    )
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\u00a0\u2000-\u200f\u202f\u205f\u3000]/gu, named)
}

const named = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
