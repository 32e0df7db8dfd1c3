/** RFC 3986: a scheme, a colon and something, with no character a URI or IRI cannot hold. */
const ABSOLUTE = /^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>"{}|\\^`]+$/
const FORBIDDEN_IN_IRI = /[\s<>"{}|\\^`]/
const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/

/** Whether `text` is an absolute URI or IRI by its form. */
export function isAbsoluteIri(text: string): boolean {
  return ABSOLUTE.test(text)
}

/** Whether `text` is an absolute http(s) URL that a client can fetch. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\/[^/\s]/i.test(text) && !FORBIDDEN_IN_IRI.test(text) && URL.canParse(text)
}

/** Whether `text` starts with a scheme, so that no base is needed to understand it; tabs and line ends do not count, as in browsers. */
export function hasScheme(text: string): boolean {
  return SCHEME.test(
    text
      .slice(0, 200)
      .replace(/[\t\n\r]/g, '')
      .trim(),
  )
}

/** RFC 6838 type/subtype, parameters allowed. */
export function isMediaType(text: string): boolean {
  return /^[a-zA-Z0-9][\w!#$&^.+-]*\/[a-zA-Z0-9][\w!#$&^.+-]*\s*(?:;.*)?$/.test(text)
}

/** BCP 47 by its form: primary subtag, then subtags of one to eight letters and digits; the private `x-…` too. */
export function isLanguageTag(text: string): boolean {
  return /^(?:[a-zA-Z]{2,3}|[a-zA-Z]{4,8}|[xXiI])(?:-[a-zA-Z0-9]{1,8})*$/.test(text) && !/^[xXiI]$/.test(text)
}

export function isWholeNumber(text: string): boolean {
  return /^\d+$/.test(text.trim())
}

/** A mailbox by its form: something, one @, a host; no spaces or angle brackets. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(text)
}
