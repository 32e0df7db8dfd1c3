import type { Finding } from '../finding.ts'
import { problemInConfiguration } from './configuration.ts'

/** The finding about an unreadable configuration of another program, whose text is `text`. */
export function configurationFinding(file: string, program: string, text = ''): Finding {
  const problem = problemInConfiguration(file, text)
  return {
    code: 'configuration-unread',
    severity: 'error',
    file,
    message: `the configuration of ${program} cannot be read${problem === undefined ? '' : ` (${problem})`}`,
    fix: `correct it by the rules of ${program}`,
  }
}
