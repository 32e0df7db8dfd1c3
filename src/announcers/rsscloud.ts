import type { Finding } from '../finding.ts'
import {
  type Announcer,
  changedDocuments,
  type Notice,
  type Outcome,
  type PublishedChange,
} from './announcer.ts'
import type { AnnouncerKind } from './announcer-kind.ts'
import { outcomeOf, type SendRequest } from './request.ts'

/** The rssCloud servers of feeds. */
export const rssCloud: AnnouncerKind = {
  name: 'rsscloud',
  open: (_settings, { send }) => createRssCloudAnnouncer(send),
}

/**
 * Notifies the rssCloud server named in an RSS document of changes: `url` in a form, sent to `ping` beside the address
 * at which readers register (rssCloud walkthrough, 2009).
 */
export function createRssCloudAnnouncer(send: SendRequest): Announcer {
  return {
    name: 'rsscloud',
    isCache: false,
    receivers: ({ feeds }) => feeds.flatMap(({ cloud }) => cloud ?? []),
    batchOf: () => 1,
    noticesOf,
    async tell(cloud, about, signal) {
      const [topic = ''] = about
      const url = new URL('ping', cloud).href
      const answer = await send({ method: 'POST', url, form: new URLSearchParams({ url: topic }) }, signal)
      return refusalIn(answer.body, topic) ?? outcomeOf(answer, `for ${topic}`)
    },
    notTold,
  }
}

function noticesOf(change: PublishedChange): readonly Notice[] {
  return changedDocuments(change).flatMap(({ url, format, feed }) =>
    format === 'rss' && feed.cloud !== undefined ? [{ receiver: feed.cloud, about: url }] : [],
  )
}

/** Servers report errors with status 200: `<notifyResult success="false" msg="…"/>`, or the same in JSON. */
function refusalIn(body: string, topic: string): Outcome | undefined {
  if (!/\bsuccess["']?\s*[=:]\s*["']?false\b/i.test(body)) return undefined
  const [, message] = /\bmsg["']?\s*[=:]\s*["']([^"'<>]{1,200})/i.exec(body) ?? []
  return { isTold: false, got: `"${message ?? 'success is false'}" for ${topic}`, isAway: false }
}

function notTold(cloud: string, got: string): Finding {
  return {
    code: 'cloud-not-told',
    severity: 'warning',
    message: `the rssCloud server ${cloud} was not notified of the changes; feedwright tries again`,
    got,
    expected: 'an answer with status 200 to 299 that says success',
    fix: 'check the address in `cloud`, and that `ping` beside it accepts pings from this machine',
  }
}
