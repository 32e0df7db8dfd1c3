import type { Finding } from '../finding.ts'

/** A configuration of another program that cannot be read: what it says is not known. */
export function configurationFinding(file: string, program: string): Finding {
  return {
    code: 'configuration-unread',
    severity: 'error',
    file,
    message: `the configuration of ${program} cannot be read`,
    fix: `correct it as ${program} says`,
  }
}
