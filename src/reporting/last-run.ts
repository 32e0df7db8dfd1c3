import { type Instant, isInstant } from '../article/instant.ts'
import { type Finding, isFinding } from '../finding.ts'
import { readStateFile, writeStateFile } from '../state-file.ts'
import type { RunReport } from './reporter.ts'

/** The findings of the last completed run for a target, and the failure of a later one. */
export interface LastRun {
  /** Absent: no run has completed. */
  readonly startedAt?: Instant
  readonly findings: readonly Finding[]
  /** The last run, if it failed. */
  readonly failed?: { readonly at: Instant; readonly message: string }
}

/** Stores the findings of the last run for `feedwright status`. */
export interface LastRunStore {
  read(): LastRun | undefined
  keep(report: RunReport): void
  keepFailure(at: Instant, error: Error): void
}

/** Stores them in a file; if it cannot be read or written, only the status lacks them. */
export function createLastRunStore(file: string): LastRunStore {
  const read = (): LastRun | undefined => lastRunOf(readStateFile(file))
  return {
    read,
    keep: ({ startedAt, findings }) => writeStateFile(file, { startedAt, findings }),
    keepFailure: (at, { message }) =>
      writeStateFile(file, { findings: [], ...read(), failed: { at, message } } satisfies LastRun),
  }
}

function lastRunOf(value: unknown): LastRun | undefined {
  if (!isFields(value) || !Array.isArray(value['findings'])) return undefined
  const { startedAt, findings, failed } = value
  const failure = failureIn(failed)
  const isCompleted = typeof startedAt === 'string' && isInstant(startedAt)
  if (!isCompleted && failure === undefined) return undefined
  return {
    ...(isCompleted && { startedAt }),
    findings: findings.filter(isFinding),
    ...(failure !== undefined && { failed: failure }),
  }
}

function failureIn(value: unknown): LastRun['failed'] {
  if (!isFields(value)) return undefined
  const { at, message } = value
  if (typeof at !== 'string' || !isInstant(at) || typeof message !== 'string') return undefined
  return { at, message }
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
