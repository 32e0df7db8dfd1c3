import { spawn } from 'node:child_process'
import { type Instant, instantFromMs } from '../article/instant.ts'
import type { History, Written } from './source.ts'

/** Prefix of a commit date among file names. */
const COMMIT = '\u0001'

/**
 * Dates of the files below `contentDir` from `git log`, which is read once, on the first call. No dates if the folder
 * is not a checkout, git is missing, or the history is shallow, in which case all dates would be those of the last
 * commit.
 */
export function createGitDates(contentDir: string): (key: string) => Promise<History> {
  let dates: Promise<ReadonlyMap<string, Written> | 'shallow'> | undefined
  return async (key) => {
    dates ??= read(contentDir)
    const known = await dates
    return known === 'shallow' ? known : known.get(key)
  }
}

async function read(contentDir: string): Promise<ReadonlyMap<string, Written> | 'shallow'> {
  const shallow = (await git(contentDir, ['rev-parse', '--is-shallow-repository']))?.trim()
  if (shallow !== 'false') return shallow === 'true' ? 'shallow' : new Map()
  const log = await git(contentDir, [
    'log',
    `--format=${COMMIT}%at`,
    '--name-status',
    '-M',
    '-z',
    '--relative',
    '--',
    '.',
  ])
  return log === undefined ? new Map() : datesIn(log)
}

/**
 * Parses `git log --name-status -z`, newest commit first. A renamed file keeps its earlier dates, and so does one that
 * was deleted and restored.
 */
function datesIn(log: string): ReadonlyMap<string, Written> {
  const dates = new Map<string, Written>()
  const nowCalled = new Map<string, string>()
  const words = log.split('\0').map((word) => word.replace(/^\n+/, ''))
  let at: Instant | undefined
  const note = (name: string): string => {
    const key = (nowCalled.get(name) ?? name).normalize('NFC')
    const known = dates.get(key)
    if (at !== undefined)
      dates.set(key, {
        first: known === undefined || at < known.first ? at : known.first,
        last: known === undefined || at > known.last ? at : known.last,
      })
    return key
  }
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word.startsWith(COMMIT)) at = instantFromMs(Number(word.slice(1).trim()) * 1000)
    else if (/^[RC]\d+$/.test(word)) {
      const [before = '', after = ''] = words.slice(index + 1, index + 3)
      index += 2
      const key = note(after)
      if (word.startsWith('R')) nowCalled.set(before, key)
      nowCalled.delete(after)
    } else if (/^[A-Z]$/.test(word)) {
      index += 1
      if (word !== 'D') note(words[index] ?? '')
    }
  }
  return dates
}

/** The output of git; undefined if it fails or is missing. */
function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('git', ['-C', folder, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.once('error', () => resolve(undefined))
    child.once('close', (code) => resolve(code === 0 ? Buffer.concat(parts).toString() : undefined))
  })
}
