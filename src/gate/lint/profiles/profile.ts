import type { LintRule } from '../rule.ts'

/** What one aggregator asks of the feeds it takes in, beyond the specifications. */
export interface LintProfile {
  /** As people write it after `--profile`. */
  readonly name: string
  /** For people, with the place the rules were found. */
  readonly label: string
  readonly rules: readonly LintRule[]
}
