import { relative, resolve, sep } from 'node:path'
import type { z } from 'zod'
import { createFolderSource } from './folder.ts'
import { foldersWithin } from './own-folders.ts'
import type { SourceContext, SourceKind, SourceSettings } from './source-kind.ts'

interface FolderSettings extends SourceSettings {
  readonly path: string
}

export const pathSetting = (zod: typeof z) =>
  zod
    .string()
    .check(zod.minLength(1, 'a folder'))
    .describe('Path of the folder, relative to the working folder.')

/** Facts that all folder sources need about a folder. */
export function folderFacts(
  path: string,
  { cwd, settingsFile, ownFolders, holdsSomething, siteUrl }: SourceContext,
) {
  const root = resolve(cwd, path)
  const [marker] = foldersWithin(root, [settingsFile])
  return {
    root,
    facts: {
      siteUrl,
      ...(marker === undefined ? { holdsSomething } : { marker }),
      ours: foldersWithin(root, ownFolders),
      shown: relative(cwd, root).split(sep).join('/') || '.',
    },
  }
}

/** Article files in a folder and its subfolders. */
export const folder: SourceKind<FolderSettings> = {
  name: 'folder',
  settings: (zod) => ({ path: pathSetting(zod) }),
  open({ path }, context) {
    const { root, facts } = folderFacts(path, context)
    return createFolderSource(root, { ...facts, gitDates: context.gitDates })
  },
}
