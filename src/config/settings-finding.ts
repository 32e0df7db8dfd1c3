import { findingMaker, type Severity } from '../finding.ts'

/** All codes of findings about settings; `docs/findings.md` has a section for each. */
export const SETTINGS_FINDINGS = {
  'settings-file': 'error',
  'settings-yaml': 'error',
  'settings-missing': 'error',
  'settings-unknown': 'error',
  'settings-value': 'error',
  'settings-conflict': 'error',
  'feed-folder-taken': 'warning',
  'settings-published': 'warning',
  'settings-address-local': 'warning',
} as const satisfies Record<string, Severity>

export type SettingsFindingCode = keyof typeof SETTINGS_FINDINGS

/** A finding about the settings, with the severity of its code. */
export const settingsFinding = findingMaker(SETTINGS_FINDINGS)
