import { isPrivateHost } from '../article/private-host.ts'
import type { Finding } from '../finding.ts'
import type { Settings } from './settings.ts'
import { settingsFinding } from './settings-finding.ts'

/**
 * A warning if the site's address is on this machine or in a private network (RFC 6761 section 6.3, RFC 1918), where
 * its links are invalid for readers.
 *
 * @param file name of the settings in messages
 */
export function addressRemarks(settings: Settings, file: string): readonly Finding[] {
  const { hostname } = new URL(settings.url)
  if (!isPrivateHost(hostname)) return []
  return [
    settingsFinding('settings-address-local', {
      message: 'the site cannot be reached from the internet',
      file,
      got: settings.url,
      expected: 'the public address of the site',
      fix: 'set url to the public address before you publish; published articles keep their ids',
    }),
  ]
}
