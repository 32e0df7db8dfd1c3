import type { z } from 'zod'
import type { LeaseKeeper } from '../coordination/index.ts'
import type { PublisherMark, PublishTarget } from './target.ts'

/** The settings of one target; each kind adds its own. */
export interface TargetSettings {
  readonly kind: string
}

/** Data that a target may need in addition to its settings. */
export interface TargetContext {
  /** Absolute; paths in settings are relative to it. */
  readonly cwd: string
  /** Environment variables, which contain credentials that must not be in settings. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: TargetClock
  /** The identity of the publisher; absent if nothing is published. */
  readonly publisher?: PublisherMark
  /** Cancels requests to unavailable places; for processes that only read. */
  readonly signal?: AbortSignal | undefined
  /** Timeout in milliseconds for all attempts of one request; absent: the kind decides. */
  readonly deadlineMs?: number | undefined
  /** Reports a problem that is not an error. */
  warn(message: string): void
}

/** The clock of a target; see `schedule/clock.ts`. */
export interface TargetClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds since an arbitrary moment, monotonic. */
  elapsed(): number
  setTimer(ms: number, wake: () => void): () => void
}

/** The schemas of the settings that a kind adds. */
export type OwnTargetSettings<S extends TargetSettings> = {
  readonly [Key in Exclude<keyof S, keyof TargetSettings>]-?: z.ZodType<S[Key]>
}

/** A target, and other functions of its location. */
export interface OpenedTarget {
  readonly target: PublishTarget
  /** Keeps the lease unless the settings name another place. */
  readonly leaseKeeper: LeaseKeeper
  /** Absolute path of the folder on this machine, if the target is one: it is excluded from the search for articles. */
  readonly folder?: string
  /** Whether precompressed copies have addresses of their own, for a CDN that selects one. */
  readonly hasVariants?: boolean
}

/** A kind of target: one file in this folder, and its line in `index.ts`. */
export interface TargetKind<S extends TargetSettings = TargetSettings> {
  /** Value of the setting `kind`. */
  readonly name: string
  /** Schemas, each with a description; zod is a parameter, so that a run with known settings need not load it. */
  settings(zod: typeof z): OwnTargetSettings<S>
  /** `settings` are those of this kind, validated by its schemas. Does not access the target yet. */
  open(settings: S, context: TargetContext): OpenedTarget
}
