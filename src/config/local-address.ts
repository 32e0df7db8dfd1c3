import { isPrivateHost } from '../article/private-host.ts'
import type { Finding } from '../finding.ts'
import type { Settings } from './settings.ts'
import { settingsFinding } from './settings-finding.ts'

/**
 * A remark where the site's address is one of this machine or house alone (RFC 6761 section 6.3, RFC 1918): its links are
 * dead for every reader.
 *
 * @param file the settings, as messages name them
 */
export function addressRemarks(settings: Settings, file: string): readonly Finding[] {
  const { hostname } = new URL(settings.url)
  if (!isPrivateHost(hostname)) return []
  return [
    settingsFinding('settings-address-local', {
      message: 'no one but this machine or house can reach the site',
      file,
      got: settings.url,
      expected: 'the public address of the site',
      fix: 'write the public address into url before anything is published; what a trial published keeps its ids',
    }),
  ]
}
