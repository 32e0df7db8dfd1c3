import { isEmailAddress } from './url.ts'

/** White space, format characters and fillers, which are invisible and do not occur at the ends of an address. */
const UNSEEN = /^(?:[\s\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]|\u034f)$/u

/** The same, percent-encoded by a program that treated them as part of the address. */
const UNSEEN_ENCODED = /(?:%E2%80%8[B-F]|%E2%80%A[A-E]|%E2%81%A0|%EF%BB%BF|%C2%AD)$/i

const OPENING = '“”„‟«»‹›‘’‚‛"\'<'
const CLOSING = '“”‟»«›‹’‘"\'>'

/** Texts that are evidently addresses, not file names. */
const EVIDENT = /^(?:[a-z][a-z0-9+.-]{1,20}:|\/|www\.|#)/i

/** Maximum length of an address in UTF-16 code units; longer ones are `data:` URLs and are not repaired. */
const MAX_ADDRESS = 8000

/** Whether an address, like nearly all, contains no trace of copying or typing. */
export function isPlainUrl(ref: string): boolean {
  return /^https?:\/\/[a-z\d-]+(?:\.[a-z\d-]+)+(?:[/?#][\w\-.~:/?#[\]@!$&()*+,;=]*)?$|^(?:\/(?!\/)|\.{1,2}\/|#)[\w\-./?#&=]*$/.test(
    ref,
  )
}

/**
 * Removes traces of copying and typing whose meaning is certain: invisible characters and quotation marks around `ref`,
 * duplicate or misspelled schemes, `www.` and e-mail addresses without scheme. Everything else is unchanged.
 */
export function repairUrl(ref: string, use: 'link' | 'resource' = 'resource'): string {
  if (ref.length > MAX_ADDRESS || isPlainUrl(ref)) return ref
  const bare = withoutQuotes(withoutUnseen(ref))
  const address = withScheme(bare)
  if (use === 'resource') return address
  const mail = /^(?:mailto:\s*\/{0,2}\s*)?([^\s/?:]+@[^\s/?:]+)$/i.exec(address)?.[1]
  return mail !== undefined && isEmailAddress(mail) ? `mailto:${mail}` : address
}

function withoutUnseen(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && UNSEEN.test(text.charAt(start))) start += 1
  while (end > start && UNSEEN.test(text.charAt(end - 1))) end -= 1
  let shown = text.slice(start, end)
  while (UNSEEN_ENCODED.test(shown.slice(-9))) shown = withoutUnseen(shown.replace(UNSEEN_ENCODED, ''))
  return shown
}

/** Quotation marks are part of an address only if a file has them in its name. */
function withoutQuotes(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && OPENING.includes(text.charAt(start))) start += 1
  while (end > start && CLOSING.includes(text.charAt(end - 1))) end -= 1
  if (start === 0 && end === text.length) return text
  const inner = withoutUnseen(text.slice(start, end))
  const isEvident = EVIDENT.test(inner) || isEmailAddress(inner)
  if (start > 0 && end < text.length) return inner
  if (start > 0 && isEvident) return inner
  // An apostrophe may end an address; an unopened double quotation mark does not.
  return /["“”«»>]$/.test(text) && isEvident ? inner : text
}

function withScheme(text: string): string {
  let address = text
  for (let count = 0; count < 4 && /^https?[:;]?\/{0,3}https?[:;]?\/\//i.test(address); count += 1)
    address = address.replace(/^https?[:;]?\/{0,3}/i, '')
  if (/^https?:\/\/[^/]/i.test(address)) return address
  const misspelled = /^h{0,2}t{1,3}p(s{0,2})[:;]?\/{2,}(?=[^\s/]+\.[^\s/])/i.exec(address)
  if (misspelled !== null)
    return `http${misspelled[1] === '' ? '' : 's'}://${address.slice(misspelled[0].length)}`
  const slash = /^(https?)[:;]\/?(?=[^\s/]+\.[^\s/])/i.exec(address)
  if (slash !== null) return `${slash[1]}://${address.slice(slash[0].length)}`
  if (/^:\/\/[^\s/]+\.[^\s/]/.test(address)) return `https${address}`
  return /^www\.[^\s./]+\.[^\s./]/i.test(address) ? `https://${address}` : address
}
