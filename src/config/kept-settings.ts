import { hash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeStateFile } from '../state-file.ts'
import type { Settings } from './settings.ts'

/** A cache of parsed settings by their text: an unchanged `site.yaml` is not parsed again. */
export interface KeptSettings {
  of(text: string): Settings | undefined
  /**
   * The settings cached last, regardless of the current file; parsed again if another build of the program cached them.
   */
  last(): Promise<Settings | undefined>
  keep(text: string, settings: Settings): void
}

interface Kept {
  readonly fingerprint: string
  readonly built: string
  readonly settings: Settings
  /** Their text. */
  readonly text: string
}

/**
 * Caches settings in the state folder. Errors are ignored, and the file may be deleted at any time. Settings with
 * another state folder are not cached.
 */
export function createKeptSettings(
  stateDir: string,
  version: string,
  isStateOf: (settings: Settings) => boolean,
): KeptSettings {
  const file = join(stateDir, 'settings.json')
  // Another version or build of the program may interpret the same text differently.
  const built = `${version} ${process.version} ${statSync(new URL(import.meta.url)).mtimeMs}`
  const fingerprintOf = (text: string): string => hash('sha256', `${built}\n${text}`, 'hex')
  const read = (): Partial<Kept> => {
    try {
      const kept: Partial<Kept> | null = JSON.parse(readFileSync(file, 'utf8'))
      return kept ?? {}
    } catch {
      return {}
    }
  }
  return {
    of(text) {
      const { fingerprint, settings } = read()
      return fingerprint === fingerprintOf(text) ? settings : undefined
    },
    async last() {
      const { built: by, text, settings } = read()
      if (by === built) return settings
      if (typeof text !== 'string') return undefined
      const { parseSettings } = await import('./parse.ts')
      return parseSettings(text, file).value
    },
    keep(text, settings) {
      if (!isStateOf(settings)) return
      const kept: Kept = { fingerprint: fingerprintOf(text), built, settings, text }
      writeStateFile(file, kept)
    },
  }
}
