/**
 * XML 1.0 Char, section 2.2: #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]; the noncharacters
 * U+FDD0–U+FDEF, which are allowed there but not intended for interchange, are excluded too.
 */
const SUSPECT = /[^\t\n -\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]/
const ILLEGAL = /[^\t\n\r -\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\u{10000}-\u{10ffff}]/gu
const LINE_END = /\r\n?/g

/** Unicode's line separators and white space, except no-break spaces, which authors insert on purpose. */
const FOLDABLE = /[\t\n\v\f\r\x85\u2028\u2029\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000 ]+/g

/** ASCII words with single spaces between them, as nearly all lines in English are. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/**
 * `text` without the characters that XML 1.0 forbids, lone surrogates, and the noncharacters U+FDD0–U+FDEF, U+FFFE and
 * U+FFFF; CRLF and CR become LF.
 */
export function legalText(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.replace(ILLEGAL, '').replace(LINE_END, '\n')
}

/** Offset of the first character of `text` that {@link legalText} removes; -1 if there is none. */
export function findIllegal(text: string): number {
  return SUSPECT.test(text) ? text.search(ILLEGAL) : -1
}

/** Whether every character of `text` is ASCII. About twenty times as fast as a regular expression. */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length
}

/** {@link legalText} on one line: white space collapsed to single spaces and trimmed. For titles, names and tags. */
export function plainLine(text: string): string {
  if (PLAIN.test(text)) return text
  return withoutIdleBreaks(legalText(text)).replace(FOLDABLE, ' ').trim()
}

/** Joiners and variation selectors, which are part of the word in some scripts and in emoji. */
const JOINER = /\u200c|\u200d|[\ufe00-\ufe0f]/
const UNSEEN = /(.?)(\p{Default_Ignorable_Code_Point}+)/gsu
/** Scripts that do not use joiners. */
const JOINED_BY_NOTHING =
  /^(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{N}\p{P}\s]|)$/u

/**
 * {@link plainLine} for the name of a tag, a person or an audience: without invisible characters, which would make
 * equal names different. Joiners are kept where a script or an emoji needs them.
 */
export function plainName(text: string): string {
  const line = plainLine(text)
  if (isAscii(line) || !/\p{Default_Ignorable_Code_Point}/u.test(line)) return line
  const name = line.replace(UNSEEN, (_, before: string, unseen: string) => {
    if (JOINED_BY_NOTHING.test(before)) return before
    return before + [...unseen].filter((character) => JOINER.test(character)).join('')
  })
  return plainLine(name)
}

/**
 * Scripts and punctuation that are written without spaces, so that a line may end anywhere (CSS Text 4 section 4.1.3).
 */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Yi}\\u3001-\\u303f\\u30fb\\u30fc\\uff01-\\uff60]'
const IDLE_BREAK = new RegExp(`(?<=${UNSPACED})[ \\t]*\\n[ \\t]*(?=${UNSPACED})`, 'gu')

const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, 'u')
const STARTS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u')

/** Whether a line end between these two texts does not stand for a space. */
export function isIdleBreak(before: string, after: string): boolean {
  return ENDS_UNSPACED.test(before) && STARTS_UNSPACED.test(after)
}

/** Removes line ends within Chinese and Japanese text, where they do not stand for spaces. */
export function withoutIdleBreaks(text: string): string {
  return text.includes('\n') && !isAscii(text) ? text.replace(IDLE_BREAK, '') : text
}
