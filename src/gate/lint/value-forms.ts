import { canonicalLanguage } from '../../article/language.ts'

/** RFC 3986: a scheme, a colon and more, without characters that are invalid in URIs and IRIs. */
const ABSOLUTE = /^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>"{}|\\^`]+$/
const FORBIDDEN_IN_IRI = /[\s<>"{}|\\^`]/
const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/

/** Whether `text` has the form of an absolute URI or IRI. */
export function isAbsoluteIri(text: string): boolean {
  return ABSOLUTE.test(text)
}

/** Whether `text` is an absolute http(s) URL that a client can fetch. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\/[^/\s]/i.test(text) && !FORBIDDEN_IN_IRI.test(text) && URL.canParse(text)
}

const TAG =
  /^tag:(?:[\w.+-]+@)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*,\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?:(?:[\w.~!$&'()*+,;=:@/?-]|[^\x00-\x7f]|%[\da-f]{2})*(?:#\S*)?$/i
const URN = /^urn:[a-z\d][a-z\d-]{0,30}[a-z\d]:[^\s]+$/i

/** RFC 4151: `tag:`, an authority, a date, and a specific part. */
export function isTagUri(text: string): boolean {
  return TAG.test(text)
}

/** RFC 8141: `urn:`, a namespace of letters, digits and hyphens, and a specific part. */
export function isUrn(text: string): boolean {
  return URN.test(text)
}

/** Whether `text` is an absolute URI or IRI according to its scheme, if the scheme is known. */
export function isUri(text: string): boolean {
  if (/^https?:/i.test(text)) return isWebUrl(text)
  if (/^tag:/i.test(text)) return isTagUri(text)
  return /^urn:/i.test(text) ? isUrn(text) : isAbsoluteIri(text)
}

/** Whether `text` begins with a scheme, so that it needs no base; tabs and line ends are ignored, as in browsers. */
export function hasScheme(text: string): boolean {
  return SCHEME.test(
    text
      .slice(0, 200)
      .replace(/[\t\n\r]/g, '')
      .trim(),
  )
}

/**
 * The form of BCP 47, with ISO 639-1 for codes of two letters: primary subtag, then subtags of one to eight letters and
 * digits; or the private `x-…`.
 */
export function isLanguageTag(text: string): boolean {
  const [primary = ''] = text.toLowerCase().split('-')
  if (primary.length === 2 && canonicalLanguage(primary) === undefined) return false
  return /^(?:[a-zA-Z]{2,3}|[xXiI])(?:-[a-zA-Z0-9]{1,8})*$/.test(text) && !/^[xXiI]$/.test(text)
}

export function isWholeNumber(text: string): boolean {
  return /^\d+$/.test(text.trim())
}

/** The form of a mailbox: text, one @, a host; no spaces or angle brackets. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(text)
}

/** Whether `text` contains only characters of a URI, IRI or relative reference; may be empty. */
export function isReference(text: string): boolean {
  return !FORBIDDEN_IN_IRI.test(text)
}

/** Assigned ISO 3166-1 alpha-2 codes. */
const COUNTRIES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
    'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
    'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
)

export function isCountryCode(text: string): boolean {
  return COUNTRIES.has(text)
}

/** The name of an encoding in the Encoding standard, by its label; undefined if the platform does not support it. */
export function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
