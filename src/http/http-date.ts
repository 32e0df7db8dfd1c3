const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MONTH = MONTHS.join('|')
const SHORT_DAY = 'Mon|Tue|Wed|Thu|Fri|Sat|Sun'
const LONG_DAY = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday'
const TIME = '(\\d\\d):(\\d\\d):(\\d\\d)'

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
const IMF_FIXDATE = new RegExp(`^(?:${SHORT_DAY}), (\\d\\d) (${MONTH}) (\\d{4}) ${TIME} GMT$`)
/** `Sunday, 06-Nov-94 08:49:37 GMT` */
const RFC_850 = new RegExp(`^(?:${LONG_DAY}), (\\d\\d)-(${MONTH})-(\\d\\d) ${TIME} GMT$`)
/** `Sun Nov  6 08:49:37 1994` */
const ASCTIME = new RegExp(`^(?:${SHORT_DAY}) (${MONTH}) ([ \\d]\\d) ${TIME} (\\d{4})$`)

/** Formats `ms` milliseconds since 1970 as an IMF-fixdate (RFC 9110 §5.6.7). */
export function formatHttpDate(ms: number): string {
  return new Date(ms).toUTCString()
}

/**
 * Parses an HTTP-date in any of its three forms (RFC 9110 §5.6.7) as milliseconds since 1970; undefined if invalid.
 *
 * @param now decides the century of an RFC 850 date: more than 50 years ahead means the past
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const fixed = IMF_FIXDATE.exec(text)
  if (fixed !== null) {
    const [, day, month, year, hour, minute, second] = fixed
    return moment(Number(year), month, day, hour, minute, second)
  }
  const old = RFC_850.exec(text)
  if (old !== null) {
    const [, day, month, twoDigits, hour, minute, second] = old
    const thisYear = new Date(now).getUTCFullYear()
    const year = thisYear - (thisYear % 100) + Number(twoDigits)
    return moment(year > thisYear + 50 ? year - 100 : year, month, day, hour, minute, second)
  }
  const ansi = ASCTIME.exec(text)
  if (ansi !== null) {
    const [, month, day, hour, minute, second, year] = ansi
    return moment(Number(year), month, day, hour, minute, second)
  }
  return undefined
}

function moment(year: number, month = '', day = '', hour = '', minute = '', second = ''): number | undefined {
  const ms = Date.UTC(
    year,
    MONTHS.indexOf(month),
    Number(day),
    Number(hour),
    Number(minute),
    // A leap second becomes the second before it.
    Math.min(Number(second), 59),
  )
  const exists =
    new Date(ms).getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) <= 60
  return exists ? ms : undefined
}
