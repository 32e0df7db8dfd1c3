const RAISED = signs('0123456789+-−=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ')
const LOWERED = signs('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎')

function signs(plain: string, moved: string): ReadonlyMap<string, string> {
  const others = [...moved]
  return new Map([...plain].map((sign, index) => [sign, others[index] ?? sign]))
}

const NOTE = /^(?:[[(].{1,6}[\])]|[*†‡§¶]{1,3}|\d{1,3}(?:[,–-] ?\d{1,3})*)$/u
const ORDINAL = /^(?:st|nd|rd|th|er|re|ère|e|es|ème|d|de|me|mes|lle|r|o|a|os|as|tm|sm|®)\.?$/iu

/**
 * A text that ends in a number, a bracket, a unit of length or a single letter: superscript after it is an exponent.
 */
const TAKES_EXPONENT = /[\d)\]]$|(?<!\p{L})(?:[kcdnµμm]m|ft|yd|mi|mc|\p{L})$/u

/**
 * The plain text of a superscript after `before`. An exponent is kept; the mark of a note is not, because it is not
 * part of the sentence.
 */
export function superscriptText(before: string, text: string): string {
  if (NOTE.test(text) && !(TAKES_EXPONENT.test(before) && /^\d/.test(text))) return ''
  const inRaised = inSigns(text, RAISED)
  if (inRaised !== undefined || ORDINAL.test(text) || !TAKES_EXPONENT.test(before)) return inRaised ?? text
  return /^\p{L}$/u.test(text) ? `^${text}` : `^(${text})`
}

/** The plain text of a subscript. */
export function subscriptText(text: string): string {
  return inSigns(text, LOWERED) ?? text
}

/** `text` in superscript or subscript characters, if they exist for all of its characters. */
function inSigns(text: string, moved: ReadonlyMap<string, string>): string | undefined {
  let out = ''
  for (const sign of text) {
    const other = moved.get(sign)
    if (other === undefined) return undefined
    out += other
  }
  return out
}
