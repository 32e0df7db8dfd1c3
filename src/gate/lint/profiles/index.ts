import type { LintProfile } from './profile.ts'

export const lintProfiles: readonly LintProfile[] = []
