import type { z } from 'zod'
import type { LeaseKeeper } from '../coordination/index.ts'
import type { PublisherMark, PublishTarget } from './target.ts'

/** What the settings say of one target; each kind adds its own. */
export interface TargetSettings {
  readonly kind: string
}

/** What a target may need to know besides its settings. */
export interface TargetContext {
  /** Absolute; paths in settings are relative to it. */
  readonly cwd: string
  /** Variables of the environment: credentials stand there, and not in settings. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: TargetClock
  /** Who publishes; absent where no one does. */
  readonly publisher?: PublisherMark
  /** Ends what is asked of places that are away: for processes that only read. */
  readonly signal?: AbortSignal | undefined
  /** What a person should hear of and nothing fails by. */
  warn(message: string): void
}

/** The time as a target needs it; see `schedule/clock.ts`. */
export interface TargetClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds that have passed since some moment. */
  elapsed(): number
  setTimer(ms: number, wake: () => void): () => void
}

/** The schemas of the settings that a kind adds. */
export type OwnTargetSettings<S extends TargetSettings> = {
  readonly [Key in Exclude<keyof S, keyof TargetSettings>]-?: z.ZodType<S[Key]>
}

/** A target, and what its place can do besides keeping published sets. */
export interface OpenedTarget {
  readonly target: PublishTarget
  /** What keeps the lease where the settings name nothing else. */
  readonly leaseKeeper: LeaseKeeper
  /** Absolute path of the folder it is on this machine, where it is one: articles are not looked for there. */
  readonly folder?: string
}

/** A kind of target: one file in this folder, and its line in `index.ts`. */
export interface TargetKind<S extends TargetSettings = TargetSettings> {
  /** What the setting `kind` says. */
  readonly name: string
  /** Each with a description; zod is handed over, since a run whose settings are known loads no parser. */
  settings(zod: typeof z): OwnTargetSettings<S>
  /** `settings` are those of this kind, as its schemas let them through. Opens nothing yet. */
  open(settings: S, context: TargetContext): OpenedTarget
}
