import { member, membersOf, stringOf } from '../../gate/lint/json-tree.ts'
import { feedLinks } from '../../gate/lint/links.ts'
import { child } from '../../gate/lint/xml-tree.ts'
import { linkedAs } from '../link-header.ts'
import type { Observed } from './observed.ts'

/** Hubs in the document or in a header. */
export function hubsOf({ document, first }: Observed): readonly string[] {
  const inJson = membersOf(member(document.json, 'hubs')).flatMap((hub) => stringOf(member(hub, 'url')) ?? [])
  return [...new Set([...statedLinks(document, 'hub'), ...inJson, ...linkedAs(first, 'hub')])]
}

/** The feed's own address: in the document, and in a header. */
export function selvesOf({ document, first }: Observed) {
  const inJson = stringOf(member(document.json, 'feed_url'))
  return {
    document: [...statedLinks(document, 'self'), ...(inJson === undefined ? [] : [inJson])],
    header: linkedAs(first, 'self'),
  }
}

const statedLinks = (document: Observed['document'], relation: string): readonly string[] =>
  feedLinks(document, relation).flatMap((link) => link.attributes.get('href')?.trim() ?? [])

/** Seconds of the periods in the syndication module. */
const PERIODS = new Map([
  ['hourly', 3600],
  ['daily', 86_400],
  ['weekly', 604_800],
  ['monthly', 2_592_000],
  ['yearly', 31_536_000],
])

/** The polling interval that the document requests, in seconds, and its source: `ttl`, or the syndication module. */
export function scheduleOf({
  document: { channel },
}: Observed): { readonly seconds: number; readonly says: string } | undefined {
  const ttl = child(channel, 'ttl')?.text.trim() ?? ''
  if (/^\d{1,6}$/.test(ttl) && Number(ttl) > 0)
    return { seconds: Number(ttl) * 60, says: `ttl ${ttl} (minutes)` }
  const period = child(channel, 'sy:updatePeriod')?.text.trim() ?? ''
  const frequency = child(channel, 'sy:updateFrequency')?.text.trim() ?? '1'
  const seconds = PERIODS.get(period)
  if (seconds === undefined || !/^[1-9]\d{0,4}$/.test(frequency)) return undefined
  return { seconds: Math.round(seconds / Number(frequency)), says: `sy: ${frequency} × ${period}` }
}
