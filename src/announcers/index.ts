import type { Announcer } from './announcer.ts'
import { type CacheSettings, createCaches } from './caches.ts'
import { createPurgeAnnouncer } from './purge.ts'
import type { SendRequest } from './request.ts'
import { createRssCloudAnnouncer } from './rsscloud.ts'
import { createWebSubAnnouncer } from './websub.ts'

/** All announcers: for caches, and for the hubs and rssCloud servers of feeds. */
export function createAnnouncers(
  send: SendRequest,
  caches: CacheSettings,
  env: Readonly<Record<string, string | undefined>>,
): readonly Announcer[] {
  return [
    createPurgeAnnouncer(createCaches(caches, send, env)),
    createWebSubAnnouncer(send),
    createRssCloudAnnouncer(send),
  ]
}
