import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'

export interface CompiledProgram {
  /** Path of `cli.js`. */
  readonly cli: string
  remove(): Promise<void>
}

/** The program as it is now, compiled into a folder of its own, so that processes can be started whatever `dist/` is. */
export async function compileProgram(): Promise<CompiledProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-program-'))
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{"type":"module","version":"0.0.0"}')
  const rolldown = resolve('node_modules/rolldown/bin/cli.mjs')
  execFileSync(process.execPath, [rolldown, '-c', '--log-level', 'silent', '--dir', join(folder, 'dist')], {
    stdio: 'inherit',
  })
  return { cli: join(folder, 'dist/cli.js'), remove: () => rm(folder, { recursive: true }) }
}
