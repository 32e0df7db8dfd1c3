import type { Announcer } from './announcer.ts'
import type { SendRequest } from './request.ts'
import { createWebSubAnnouncer } from './websub.ts'

/** Everyone who is told of a commit. */
export function createAnnouncers(send: SendRequest): readonly Announcer[] {
  return [createWebSubAnnouncer(send)]
}
