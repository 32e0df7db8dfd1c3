import { type Instant, isInstant } from '../article/instant.ts'
import { type Finding, isFinding } from '../finding.ts'
import { readStateFile, writeStateFile } from '../state-file.ts'
import type { RunReport } from './reporter.ts'

/** The findings of the last run. */
export interface LastRun {
  readonly startedAt: Instant
  readonly findings: readonly Finding[]
}

/** Stores the findings of the last run for `feedwright status`. */
export interface LastRunStore {
  read(): LastRun | undefined
  keep(report: RunReport): void
}

/** Stores them in a file; if it cannot be read or written, only the status lacks them. */
export function createLastRunStore(file: string): LastRunStore {
  return {
    read: () => lastRunOf(readStateFile(file)),
    keep: ({ startedAt, findings }) => writeStateFile(file, { startedAt, findings }),
  }
}

/**
 * The files of articles without stated dates: if only the catalog has their dates, these are lost with the state
 * folder.
 */
export function undatedIn(lastRun: LastRun | undefined): readonly string[] {
  const files = lastRun?.findings.flatMap(({ code, file }) => (code === 'date-missing' ? (file ?? []) : []))
  return [...new Set(files)]
}

function lastRunOf(value: unknown): LastRun | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('startedAt' in value) || !('findings' in value)) return undefined
  const { startedAt, findings } = value
  if (typeof startedAt !== 'string' || !isInstant(startedAt) || !Array.isArray(findings)) return undefined
  return { startedAt, findings: findings.filter(isFinding) }
}
