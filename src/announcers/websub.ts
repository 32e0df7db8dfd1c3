import type { Finding } from '../finding.ts'
import { type Announcer, changedDocuments, type Notice, type PublishedChange } from './announcer.ts'
import type { AnnouncerKind } from './announcer-kind.ts'
import { outcomeOf, type SendRequest } from './request.ts'

/** The WebSub hubs of feeds. */
export const webSub: AnnouncerKind = {
  name: 'websub',
  open: (_settings, { send }) => createWebSubAnnouncer(send),
}

/**
 * Notifies the hubs of a feed of its changed documents, which they fetch and push (WebSub §6 leaves the form open; hubs
 * expect `hub.mode=publish` with the topic as `hub.url`, and some as `hub.topic`). Sends one request for each document
 * and hub.
 */
export function createWebSubAnnouncer(send: SendRequest): Announcer {
  return {
    name: 'websub',
    isCache: false,
    receivers: ({ feeds }) => feeds.flatMap(({ hubs = [] }) => hubs),
    batchOf: () => 1,
    noticesOf,
    async tell(hub, about, signal) {
      const [topic = ''] = about
      const form = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic })
      return outcomeOf(await send({ method: 'POST', url: hub, form }, signal), `for ${topic}`)
    },
    notTold,
    doubtful,
  }
}

function noticesOf(change: PublishedChange): readonly Notice[] {
  return changedDocuments(change).flatMap(({ url, feed }) =>
    (feed.hubs ?? []).map((receiver) => ({ receiver, about: url })),
  )
}

function notTold(hub: string, got: string): Finding {
  return {
    code: 'hub-not-told',
    severity: 'warning',
    message: `the hub ${hub} was not notified of the changes; feedwright tries again`,
    got,
    expected: 'an answer with status 200 to 299',
    fix: 'check the address in `hubs`, and that the hub accepts notifications from this machine',
  }
}

function doubtful(hub: string, got: string): Finding {
  return {
    code: 'hub-doubtful',
    severity: 'warning',
    message: `${hub} answers like a website, not like a hub`,
    got,
    expected: 'a response without a web page',
    fix: 'check the address in `hubs`: it must be the one at which readers subscribe, not the home page of the hub',
  }
}
