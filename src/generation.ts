import { createHash } from 'node:crypto'
import { announcerKinds } from './announcers/index.ts'
import type { Settings } from './config/settings.ts'
import { packageVersion } from './package-version.ts'

/** Fingerprint of everything except the articles that affects the published set: the settings and this program. */
export function generationOf({
  serve: _serve,
  watch: _watch,
  checkClock: _checkClock,
  redirects: _redirects,
  gone: _gone,
  privateNetworks: _privateNetworks,
  lease: _lease,
  targets: _targets,
  ledger: _ledger,
  notify: _notify,
  announceDelay: _announceDelay,
  statePath: _statePath,
  ...settings
}: Settings): string {
  return createHash('sha256')
    .update(JSON.stringify([packageVersion(), withoutAnnouncers(settings)]))
    .digest('hex')
    .slice(0, 32)
}

function withoutAnnouncers(settings: object): object {
  const isAnnouncer = (setting: string) => announcerKinds.some(({ name }) => name === setting)
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !isAnnouncer(name)))
}
