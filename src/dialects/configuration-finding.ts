import type { Finding } from '../finding.ts'

/** The finding about an unreadable configuration of another program. */
export function configurationFinding(file: string, program: string): Finding {
  return {
    code: 'configuration-unread',
    severity: 'error',
    file,
    message: `the configuration of ${program} cannot be read`,
    fix: `correct it by the rules of ${program}`,
  }
}
