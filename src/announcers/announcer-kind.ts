import type { z } from 'zod'
import type { CacheKeyHeader } from '../targets/target.ts'
import type { Announcer } from './announcer.ts'
import type { SendRequest } from './request.ts'

/** What announcers use besides their settings. */
export interface AnnouncerContext {
  readonly send: SendRequest
  /** Environment variables, which contain the credentials. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether precompressed copies have addresses of their own, for a CDN that selects one. */
  readonly hasVariants: boolean
}

/** Schemas of values that announcers share with other settings. */
export interface SettingValues {
  /** Text that is not blank. */
  readonly words: z.ZodType<string>
  readonly webAddress: z.ZodType<string>
  /** Address of a request, with placeholders for the address to purge. */
  readonly requestTemplate: z.ZodType<string>
}

/** A kind of announcer: one file in this folder, and its line in `index.ts`. */
export interface AnnouncerKind<S = unknown> {
  /** Name of its setting in `site.yaml`, if it has one. */
  readonly name: string
  /**
   * The schema of its setting, with a description and a default; absent if it has none. zod and the schemas are
   * arguments, because a run with cached settings loads no parser.
   */
  settings?(zod: typeof z, values: SettingValues): z.ZodType<S>
  /** Headers that its caches read purge keys from. */
  cacheKeys?(settings: S): readonly CacheKeyHeader[]
  /** @param settings of this kind, as its schema returns them */
  open(settings: S, context: AnnouncerContext): Announcer
}
