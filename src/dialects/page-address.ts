import { readDate } from '../article/dates.ts'
import { FindingCollector } from '../article/finding-collector.ts'
import { type Field, type FieldMap, fieldsOf } from '../article/front-matter/fields.ts'
import { StatedGates } from '../article/front-matter/gate-fields.ts'
import { readFrontMatter } from '../article/front-matter/read-front-matter.ts'
import type { Instant } from '../article/instant.ts'
import type { Dialect, ForeignSite, SiteFolder } from './dialect.ts'

/** Days for a page that states none: if its address depends on the day, it is not known. */
const DAYS = ['2001-02-03', '2004-05-06']

/**
 * The address of a Markdown file that is a page of the site, from the root of the site, for links to it: it may be no
 * article, or one that is in no feed. Undefined if it is not public or may not be, or has an address that is not known.
 */
export function pageAddress(
  path: string,
  now: Instant,
  dialect: Dialect,
  site: ForeignSite,
  folder: SiteFolder,
): string | undefined {
  if (dialect.isPage?.(path, site, folder) !== true) return undefined
  const source = folder.read(path)
  const front =
    source === undefined ? [] : readFrontMatter(source, { lastCounts: dialect.lastCounts === true })
  if (source === undefined || !('fields' in front)) return undefined
  const [address, other] = DAYS.map((date) => {
    const dated = new Map([...fieldsOf({ date }), ...front.fields])
    const { fields, unsureAddress } = dialect.translate(
      { ...front, path, fields: dated, source },
      site,
      folder,
    )
    const url = fields.get('url')?.field
    const isKnown = unsureAddress === undefined && isOpen(fields, now, site.timeZone ?? 'UTC')
    return isKnown && url?.kind === 'text' ? url.text : undefined
  })
  return address === other ? address : undefined
}

/** Whether the front matter states nothing that keeps the page from anyone, now or later. */
function isOpen(fields: FieldMap, now: Instant, timeZone: string): boolean {
  const gates = new StatedGates(new FindingCollector(''))
  for (const [key, { keyOffset, field }] of fields) gates.take(key, keyOffset, field)
  const { closed, scheduled, unread, from, until, audience } = gates.read(timeZone)
  if (closed || scheduled || unread || audience !== undefined || from !== undefined || until !== undefined)
    return false
  const flags = ['draft', 'withdrawn'].map((name) => fields.get(name)?.field)
  return flags.every(isFalse) && !isLater(fields.get('date')?.field, now, timeZone)
}

const isFalse = (field: Field | undefined): boolean =>
  field === undefined || field.kind === 'nothing' || (field.kind === 'flag' && !field.flag)

function isLater(field: Field | undefined, now: Instant, timeZone: string): boolean {
  if (field?.kind !== 'text') return false
  const date = readDate(field.text, timeZone)
  return typeof date !== 'string' || date > now
}
