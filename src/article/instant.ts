declare const instant: unique symbol

/**
 * A moment in UTC with second precision, in the form `YYYY-MM-DDTHH:MM:SSZ` (an RFC 3339 date-time), year 0001–9999.
 * Compares chronologically with `<` and `>`.
 */
export type Instant = string & { readonly [instant]: true }

const FORM = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/

/** Whether `text` is an {@link Instant}: it has the right form and a valid date. */
export function isInstant(text: string): text is Instant {
  return FORM.test(text) && instantFromMs(Date.parse(text)) === text
}

/**
 * The instant `ms` milliseconds after 1970-01-01T00:00:00Z, with fractions of a second dropped; undefined outside years
 * 1–9999.
 */
export function instantFromMs(ms: number): Instant | undefined {
  if (!(ms >= -62135596800000 && ms <= 253402300799999)) return undefined
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z` as Instant
}

/**
 * The instant of a clock that counts milliseconds since 1970-01-01T00:00:00Z. Throws `RangeError` outside years 1–9999.
 */
export function clockInstant(ms: number): Instant {
  const moment = instantFromMs(ms)
  if (moment === undefined)
    throw new RangeError(`the clock is ${ms} ms, which is not a year between 1 and 9999`)
  return moment
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export function instantToMs(value: Instant): number {
  return Date.parse(value)
}

/** The latest of the given moments; undefined if there is none. */
export function latest(moments: Iterable<Instant | undefined>): Instant | undefined {
  let found: Instant | undefined
  for (const moment of moments)
    if (moment !== undefined && (found === undefined || moment > found)) found = moment
  return found
}
