import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import { parseArguments } from '../../src/commands/arguments.ts'
import type { Io } from '../../src/commands/command.ts'
import { commands } from '../../src/commands/index.ts'

export const SITE_YAML = `title: The Example Times
url: https://example.org/
since: 2024
sections: { world: , business: }
`

/** An article's text with a title, a date and whatever else. */
export function markdown(title: string, date: string, more = ''): string {
  return `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\nThe body of ${title}.\n`
}

/** A folder of its own with these files in it, gone after the test. */
export async function siteFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  return folderOf({ 'content/site.yaml': SITE_YAML, ...files })
}

/** A folder with these files and nothing of ours, gone after the test. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-site-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

export interface CommandResult {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command as the command line would, at a moment of the test's choosing. */
export async function runCommand(
  cwd: string,
  argv: readonly [string, ...string[]],
  now = Date.UTC(2024, 5, 1),
  confirm?: Io['confirm'],
): Promise<CommandResult> {
  const [name, ...rest] = argv
  const entry = commands.find((command) => command.name === name)
  if (entry === undefined) throw new Error(`there is no command ${name}`)
  const command = await entry.load()
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const io: Io = {
    stdout,
    stderr,
    cwd,
    env: {},
    ...(confirm !== undefined && { confirm }),
    now: () => now,
    signal: new AbortController().signal,
    onReload: () => () => {},
  }
  const code = await command.run(parseArguments(name, command, rest), io)
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
}
