import type { CacheKeyHeader } from '../targets/target.ts'
import type { Announcer } from './announcer.ts'
import type { AnnouncerContext, AnnouncerKind } from './announcer-kind.ts'
import { purge } from './purge-kind.ts'
import { rssCloud } from './rsscloud.ts'
import { webSub } from './websub.ts'

/** All announcers: for caches, and for the hubs and rssCloud servers of feeds. */
export const announcerKinds: readonly AnnouncerKind[] = [purge, webSub, rssCloud]

/** The announcers of a site with these settings. */
export function createAnnouncers(settings: object, context: AnnouncerContext): readonly Announcer[] {
  return announcerKinds.map((kind) => kind.open(settingsOf(kind, settings), context))
}

/** The headers that the configured caches read purge keys from. */
export function cacheKeysOf(settings: object): readonly CacheKeyHeader[] {
  return announcerKinds.flatMap((kind) => kind.cacheKeys?.(settingsOf(kind, settings)) ?? [])
}

function settingsOf({ name }: AnnouncerKind, settings: object): unknown {
  const all: Readonly<Record<string, unknown>> = { ...settings }
  return all[name]
}
