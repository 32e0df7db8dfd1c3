import type { EditedFields } from './fields.ts'

const DAY = /^(\d{4})-(\d\d)-(\d\d)(?!\d)/

/** Adjusts a date whose month has no such day, like Ruby and JavaScript: 29 February 2011 becomes 1 March. */
export function rolledOver(date: string): string {
  const [whole, year = '', month = '', day = ''] = DAY.exec(date) ?? []
  if (whole === undefined || Number(day) > 31 || Number(day) < 29) return date
  const moment = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return Number.isNaN(moment.getTime()) ? date : moment.toISOString().slice(0, 10) + date.slice(whole.length)
}

/** Adjusts the date of an article in this way. */
export function rollDateOver(edited: EditedFields): void {
  const date = edited.field('date')
  if (date?.kind === 'text') edited.state('date', { ...date, text: rolledOver(date.text) })
}
