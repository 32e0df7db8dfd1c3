import { resolve } from 'node:path'
import { createDirectoryTarget } from './directory.ts'
import type { TargetKind, TargetSettings } from './target-kind.ts'

interface DirectorySettings extends TargetSettings {
  readonly path: string
}

/** A folder that a web server serves. */
export const directory: TargetKind<DirectorySettings> = {
  name: 'directory',
  settings: (zod) => ({
    path: zod
      .string()
      .check(zod.regex(/^(?=.*\S)(?![a-z][a-z\d+.-]+:\/)/i, 'a folder; a bucket has the kind s3'))
      .describe('Path of the folder, relative to the working folder.'),
  }),
  open({ path }, { cwd, publisher }) {
    const folder = resolve(cwd, path)
    return { target: createDirectoryTarget(folder, { publisher }), leaseKeeper: { folder }, folder }
  },
}
