import type { Severity } from '../finding.ts'
import type { SkippedRef } from './source.ts'

/**
 * All codes of findings about entries of a content folder that are not listed as articles; `docs/findings.md` has a
 * section for each.
 */
export const SOURCE_FINDINGS = {
  'not-a-file': 'error',
  'file-name-invalid': 'error',
  'file-name-ambiguous': 'error',
  'file-unreachable': 'error',
  'folder-unreadable': 'error',
  'link-broken': 'error',
  'link-leads-out': 'error',
  'link-to-folder': 'warning',
  'conflict-copy': 'warning',
  'copy-without-original': 'warning',
  'file-in-cloud': 'error',
  'file-still-changing': 'warning',
  'kind-unread': 'warning',
  'page-unread': 'note',
  'folder-without-articles': 'warning',
  'not-in-sitemap': 'note',
  'history-shallow': 'warning',
} as const satisfies Record<string, Severity>

export type SourceFindingCode = keyof typeof SOURCE_FINDINGS

export function skippedRef(code: SourceFindingCode, key: string, message: string, fix: string): SkippedRef {
  return { key, code, severity: SOURCE_FINDINGS[code], message, fix }
}
