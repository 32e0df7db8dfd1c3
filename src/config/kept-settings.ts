import { hash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeStateFile } from '../state-file.ts'
import type { Settings } from './settings.ts'

/** Parsed settings, remembered by the text they were parsed from: an unchanged `site.yaml` is not parsed again. */
export interface KeptSettings {
  of(text: string): Settings | undefined
  /** What was kept last by this build of the program, whatever the file says now. */
  last(): Settings | undefined
  keep(text: string, settings: Settings): void
}

interface Kept {
  readonly fingerprint: string
  readonly built: string
  readonly settings: Settings
}

/**
 * Keeps them in the state folder, as a cache: what cannot be read or written there is parsed again, and the file may be
 * deleted at any time. Settings that name another state folder are not kept.
 */
export function createKeptSettings(
  stateDir: string,
  version: string,
  isStateOf: (settings: Settings) => boolean,
): KeptSettings {
  const file = join(stateDir, 'settings.json')
  // Another version or another build of the program may read the same text otherwise.
  const built = `${version} ${process.version} ${statSync(new URL(import.meta.url)).mtimeMs}`
  const fingerprintOf = (text: string): string => hash('sha256', `${built}\n${text}`, 'hex')
  const read = (isMeant: (kept: Kept) => boolean): Settings | undefined => {
    try {
      const kept: Kept = JSON.parse(readFileSync(file, 'utf8'))
      return isMeant(kept) ? kept.settings : undefined
    } catch {
      return undefined
    }
  }
  return {
    of: (text) => read(({ fingerprint }) => fingerprint === fingerprintOf(text)),
    last: () => read((kept) => kept.built === built),
    keep(text, settings) {
      if (!isStateOf(settings)) return
      const kept: Kept = { fingerprint: fingerprintOf(text), built, settings }
      writeStateFile(file, kept)
    },
  }
}
