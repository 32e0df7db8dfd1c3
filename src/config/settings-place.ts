import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '../errors.ts'
import { publishedByOthers } from './other-programs.ts'
import { settingsFinding } from './settings-finding.ts'

/** Name of the settings file in the content folder. */
export const SETTINGS_FILE = 'site.yaml'
/** Its name outside of that: in the working folder, or beside the nearest `package.json`. */
const OUTER_SETTINGS_FILE = 'feedwright.yaml'
/** The same, hidden: programs such as Jekyll publish every other file beside their configuration. */
const HIDDEN_SETTINGS_FILE = '.feedwright.yaml'

/**
 * The settings file: the given one, or else that of the content folder, or else the outer one. If there is none, the
 * path at which it is missing: in the content folder, unless another program publishes files there.
 *
 * Throws `ConfigError` if there are both, because only the user can decide.
 */
export function settingsFileOf(contentDir: string, cwd: string, named?: string): string {
  if (named !== undefined) return resolve(cwd, named)
  const inner = join(contentDir, SETTINGS_FILE)
  const outer = [...new Set([cwd, packageFolder(cwd)])]
    .flatMap((folder) => [join(folder, OUTER_SETTINGS_FILE), join(folder, HIDDEN_SETTINGS_FILE)])
    .find((file) => existsSync(file))
  if (!existsSync(inner)) {
    const isPublished = publishedByOthers(inner, inner, namesIn).length > 0
    return outer ?? (isPublished ? join(cwd, OUTER_SETTINGS_FILE) : inner)
  }
  if (outer === undefined) return inner
  throw new ConfigError([
    settingsFinding('settings-file', {
      message: 'there are two settings files',
      file: outer,
      got: `${outer} and ${inner}`,
      expected: 'one of them',
      fix: 'delete one, or choose one with --config',
    }),
  ])
}

/** Where to create the settings of a site: in its root, where no program publishes them. */
export function firstSettingsFile(siteDir: string): string {
  const file = join(siteDir, OUTER_SETTINGS_FILE)
  return publishedByOthers(file, file, namesIn).length === 0 ? file : join(siteDir, HIDDEN_SETTINGS_FILE)
}

/** The nearest folder at or above `cwd` with a `package.json`; `cwd` if there is none. */
function packageFolder(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) return cwd
  }
}

/** The names in a folder; empty if it cannot be listed. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
