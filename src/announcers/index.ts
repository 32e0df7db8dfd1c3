import type { Announcer } from './announcer.ts'
import { postForm } from './post-form.ts'
import { createWebSubAnnouncer } from './websub.ts'

/** Everyone who is told of a commit, in this order: copies are purged before hubs fetch. */
export const announcers: readonly Announcer[] = [createWebSubAnnouncer(postForm)]
