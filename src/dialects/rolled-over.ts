const DAY = /^(\d{4})-(\d\d)-(\d\d)(?!\d)/

/** Adjusts a date whose month has no such day, like Ruby and JavaScript: 29 February 2011 becomes 1 March. */
export function rolledOver(date: string): string {
  const [whole, year = '', month = '', day = ''] = DAY.exec(date) ?? []
  if (whole === undefined || Number(day) > 31 || Number(day) < 29) return date
  const moment = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return Number.isNaN(moment.getTime()) ? date : moment.toISOString().slice(0, 10) + date.slice(whole.length)
}
