import { apple } from './apple.ts'
import { flipboard } from './flipboard.ts'
import { google } from './google.ts'
import { msn } from './msn.ts'
import type { LintProfile } from './profile.ts'

/** All aggregators whose requirements can be checked by name. */
export const lintProfiles: readonly LintProfile[] = [google, apple, flipboard, msn]
