import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { ConfigError, EnvironmentError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import type { KeptSettings } from './kept-settings.ts'
import type { Settings } from './settings.ts'
import { settingsFinding } from './settings-finding.ts'
import { SETTINGS_FILE } from './settings-place.ts'

/** Maximum size in bytes: far more than any settings need, and small enough to read at once. */
const MOST_BYTES = 1_048_576

/** The file at the path of the settings. */
export interface SettingsFile {
  readonly isFile: boolean
  /** In bytes. */
  readonly size: number
  /** Empty if it is not a file, or larger than allowed. */
  readonly bytes: Uint8Array
}

export async function readSettingsFile(path: string): Promise<SettingsFile> {
  const info = await stat(path)
  const isFile = info.isFile()
  const { size } = info
  return { isFile, size, bytes: isFile && size <= MOST_BYTES ? await readFile(path) : new Uint8Array() }
}

/** The settings file that was found, with its content or error. */
export interface FoundSettings {
  readonly path: string
  /** Rejects with file system errors, and with `ETIMEDOUT` if the disk does not answer. */
  read(): Promise<SettingsFile>
}

/** Data about the site from earlier runs, and how its settings are parsed. */
export interface LoadContext {
  readonly kept?: KeptSettings
  /**
   * Whether something was published before, in which case missing settings mean a missing disk rather than a mistake.
   */
  hadSite?(): boolean
  readonly read?: ((path: string) => Promise<SettingsFile>) | undefined
}

/**
 * Parses the settings `file`, or takes them from the cache `kept` if the text is unchanged.
 *
 * Throws {@link ConfigError} with all problems in it, or because it is missing; `EnvironmentError` `CONTENT_UNREADABLE`
 * on errors of the file system, and if it is missing or empty although a site was published from it.
 */
export async function loadSettings(
  file: string,
  { kept, hadSite, read = readSettingsFile }: LoadContext = {},
): Promise<Settings> {
  const found = await read(file).catch((error: NodeJS.ErrnoException) => {
    throw unreachable(file, error, hadSite?.() === true)
  })
  if (!found.isFile)
    throw new ConfigError([
      unusable(file, 'a folder or device', 'a file', 'use a regular file for the settings'),
    ])
  if (found.size > MOST_BYTES)
    throw new ConfigError([
      unusable(
        file,
        `${found.size} bytes`,
        `at most ${MOST_BYTES} bytes`,
        'check whether this is the right file',
      ),
    ])
  // After a power cut, a file may be empty or have zeros for its text.
  if (
    found.bytes.every((byte) => byte === 0 || byte === 0x20 || byte === 0x0a || byte === 0x0d) &&
    hadSite?.() === true
  )
    throw new EnvironmentError(
      'CONTENT_UNREADABLE',
      `the settings file ${file} is empty, and a site was published from it before`,
      { fix: 'restore the file' },
    )
  const text = textOf(found.bytes, file)
  const known = kept?.of(text)
  if (known !== undefined) return known
  // Loading the parser takes most of the time of a run without changes.
  const { parseSettings } = await import('./parse.ts')
  const parsed = parseSettings(text, file)
  if (parsed.value === undefined) throw new ConfigError(parsed.findings)
  kept?.keep(text, parsed.value)
  return parsed.value
}

function unreachable(
  file: string,
  error: NodeJS.ErrnoException,
  hadSite: boolean,
): ConfigError | EnvironmentError {
  const isMissing = error.code === 'ENOENT' || error.code === 'ENOTDIR'
  if (isMissing && !hadSite) return new ConfigError([missing(file)])
  const message = isMissing
    ? `${absenceOf(file)}, and a site was published from it before`
    : `the settings ${file} cannot be read: ${error.message}`
  return new EnvironmentError('CONTENT_UNREADABLE', message, {
    cause: error,
    fix: isMissing
      ? 'check that its disk is mounted, or set the folder with --content, or the file with --config'
      : error.code === 'ETIMEDOUT'
        ? 'check why its disk does not respond'
        : 'let the user that runs feedwright read the file',
  })
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ConfigError([
      unusable(file, 'bytes that are not UTF-8', 'text in UTF-8', 'save the file as UTF-8'),
    ])
  }
}

/** The message about a missing file, for users who know only the content folder. */
function absenceOf(file: string): string {
  const isInner = basename(file) === SETTINGS_FILE
  return isInner
    ? `the content folder ${dirname(file)} has no ${SETTINGS_FILE}`
    : `there is no settings file ${file}`
}

function missing(file: string): Finding {
  return settingsFinding('settings-file', {
    message: absenceOf(file),
    file,
    got: 'no such file',
    expected: 'the settings of the site',
    fix: `run "feedwright init" in the folder of your site, or write ${file} beginning with these lines; docs/settings.md explains all settings`,
    paste: [
      'title: The Example Times',
      'url: https://example.org/',
      'since: 2024   # a year in which you owned the domain',
      'sections: { world: }',
    ].join('\n'),
  })
}

function unusable(file: string, got: string, expected: string, fix: string): Finding {
  return settingsFinding('settings-file', {
    message: 'the settings file cannot be used',
    file,
    got,
    expected,
    fix,
  })
}
