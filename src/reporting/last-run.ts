import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Instant, isInstant } from '../article/instant.ts'
import { type Finding, isFinding } from '../finding.ts'
import type { RunReport } from './reporter.ts'

/** What the last run found. */
export interface LastRun {
  readonly startedAt: Instant
  readonly findings: readonly Finding[]
}

/** Where the findings of the last run are kept, for `feedwright status` to show. */
export interface LastRunStore {
  read(): LastRun | undefined
  keep(report: RunReport): void
}

/** Keeps them in a file; one that cannot be read or written costs nothing but the answer to a question. */
export function createLastRunStore(file: string): LastRunStore {
  return {
    read() {
      try {
        return lastRunOf(JSON.parse(readFileSync(file, 'utf8')))
      } catch {
        return undefined
      }
    },
    keep({ startedAt, findings }) {
      try {
        mkdirSync(dirname(file), { recursive: true })
        const written = `${file}.${process.pid}`
        // Findings name articles that may not be public.
        writeFileSync(written, JSON.stringify({ startedAt, findings }), { mode: 0o600 })
        renameSync(written, file)
      } catch {
        // The catalog says so when the folder is of no use.
      }
    },
  }
}

function lastRunOf(value: unknown): LastRun | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('startedAt' in value) || !('findings' in value)) return undefined
  const { startedAt, findings } = value
  if (typeof startedAt !== 'string' || !isInstant(startedAt) || !Array.isArray(findings)) return undefined
  return { startedAt, findings: findings.filter(isFinding) }
}
