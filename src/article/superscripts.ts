const RAISED = signs('0123456789+-−=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ')
const LOWERED = signs('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎')

function signs(plain: string, moved: string): ReadonlyMap<string, string> {
  const others = [...moved]
  return new Map([...plain].map((sign, index) => [sign, others[index] ?? sign]))
}

const NOTE = /^(?:[[(].{1,6}[\])]|[*†‡§¶]{1,3}|\d{1,3}(?:[,–-] ?\d{1,3})*)$/u
const ORDINAL = /^(?:st|nd|rd|th|er|re|ère|e|es|ème|d|de|me|mes|lle|r|o|a|os|as|tm|sm|®)\.?$/iu

/** A number, a bracket, a unit of length or a single letter at the end of a text: what is raised after it is an exponent. */
const TAKES_EXPONENT = /[\d)\]]$|(?<!\p{L})(?:[kcdnµμm]m|ft|yd|mi|mc|\p{L})$/u

/** What stands raised after `before`, as plain text. An exponent is said; the mark of a note is not: it belongs to no sentence. */
export function superscriptText(before: string, text: string): string {
  if (NOTE.test(text) && !(TAKES_EXPONENT.test(before) && /^\d/.test(text))) return ''
  const inRaised = inSigns(text, RAISED)
  if (inRaised !== undefined || ORDINAL.test(text) || !TAKES_EXPONENT.test(before)) return inRaised ?? text
  return /^\p{L}$/u.test(text) ? `^${text}` : `^(${text})`
}

/** What stands lowered, as plain text. */
export function subscriptText(text: string): string {
  return inSigns(text, LOWERED) ?? text
}

/** `text` in the signs that stand higher or lower, when there is one for each. */
function inSigns(text: string, moved: ReadonlyMap<string, string>): string | undefined {
  let out = ''
  for (const sign of text) {
    const other = moved.get(sign)
    if (other === undefined) return undefined
    out += other
  }
  return out
}
