import type { Finding } from '../finding.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import { type Announcer, changedFiles, type PublishedChange } from './announcer.ts'

/** Sends the form to the hub and gives the status of its answer; throws when there is none. */
export type PostForm = (hub: string, form: URLSearchParams, signal: AbortSignal) => Promise<number>

/** Pings under way at a time. */
const CONCURRENCY = 4

/**
 * Tells the hubs of a feed which of its documents changed, so that they fetch and push them (WebSub §6 leaves the form open;
 * hubs take `hub.mode=publish` with the topic as `hub.url`, and some as `hub.topic`). One request for each document and hub.
 */
export function createWebSubAnnouncer(post: PostForm): Announcer {
  return {
    name: 'websub',
    async announce(change, signal) {
      const pings = pingsOf(change)
      const failures = new Map<string, string>()
      const work = async (): Promise<void> => {
        for (let ping = pings.pop(); ping !== undefined; ping = pings.pop()) {
          if (failures.has(ping.hub)) continue
          const failure = await send(ping, post, signal)
          if (failure !== undefined) failures.set(ping.hub, failure)
        }
      }
      await Promise.all(Array.from({ length: CONCURRENCY }, work))
      return [...failures].map(([hub, got]) => notTold(hub, got))
    },
  }
}

interface Ping {
  readonly hub: string
  readonly topic: string
}

function pingsOf(change: PublishedChange): Ping[] {
  const feeds = new Map(change.after.feeds.map((feed) => [feed.name, feed]))
  return changedFiles(change).flatMap((file) => {
    const feed = file.rank === 'feed' && file.format !== undefined ? feeds.get(file.feed ?? '') : undefined
    const topic = topicOf(file, feed)
    return topic === undefined ? [] : (feed?.hubs ?? []).map((hub) => ({ hub, topic }))
  })
}

/** The address of the document, which is its `self` link and so its topic. */
function topicOf(
  { path, address }: PublishedFile,
  feed: PublishedSet['feeds'][number] | undefined,
): string | undefined {
  return feed?.baseUrl === undefined ? undefined : new URL(address ?? path, feed.baseUrl).href
}

async function send({ hub, topic }: Ping, post: PostForm, signal: AbortSignal): Promise<string | undefined> {
  const form = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic })
  try {
    const status = await post(hub, form, signal)
    return status >= 200 && status < 300 ? undefined : `status ${status} for ${topic}`
  } catch (error) {
    return `${reasonOf(error)} for ${topic}`
  }
}

/** `fetch` says only that it failed, and why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

function notTold(hub: string, got: string): Finding {
  return {
    code: 'hub-not-told',
    severity: 'warning',
    message: `the hub ${hub} was not told what changed; the next run tries again`,
    got,
    expected: 'an answer with status 200 to 299',
    fix: 'check the address in `hubs`, and that the hub takes pings from this machine',
  }
}
