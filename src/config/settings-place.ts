import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '../errors.ts'
import { publishedByOthers } from './other-programs.ts'
import { settingsFinding } from './settings-finding.ts'

/** Name of the settings file in the content folder. */
export const SETTINGS_FILE = 'site.yaml'
/** Its name outside of it: in the working folder, or beside the `package.json` that holds there. */
const OUTER_SETTINGS_FILE = 'feedwright.yaml'
/** The same, hidden: programs such as Jekyll publish every other file beside their configuration. */
const HIDDEN_SETTINGS_FILE = '.feedwright.yaml'

/**
 * The settings file: the one that is named, else that of the content folder, else the outer one. Where there is none, the place
 * in which one is missing: the content folder, unless another program publishes what lies there.
 *
 * Throws `ConfigError` where both are there: which one holds is for a person to say.
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
      fix: 'delete one, or name the one that holds with --config',
    }),
  ])
}

/** Where a site that has no settings gets them: at its top, where no program publishes them. */
export function firstSettingsFile(siteDir: string): string {
  const file = join(siteDir, OUTER_SETTINGS_FILE)
  return publishedByOthers(file, file, namesIn).length === 0 ? file : join(siteDir, HIDDEN_SETTINGS_FILE)
}

/** The nearest folder at or above `cwd` with a `package.json`; `cwd` where there is none. */
function packageFolder(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) return cwd
  }
}

/** The names in a folder; none where it cannot be listed. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
