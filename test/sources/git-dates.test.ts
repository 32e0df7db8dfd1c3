import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGitDates } from '../../src/sources/git-dates.ts'

let top: string
let content: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'git-dates-'))
  content = join(top, 'site/content')
  mkdirSync(content, { recursive: true })
})
afterEach(() => rmSync(top, { recursive: true }))

const git = (cwd: string, args: readonly string[], at = '2024-01-01T00:00:00Z') =>
  execFileSync('git', args, {
    cwd,
    stdio: 'ignore',
    env: {
      ...process.env,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_DATE: at,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    },
  })
const at = (day: number) => `2024-01-${String(day).padStart(2, '0')}T10:00:00Z`

function commit(day: number, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, path)), { recursive: true })
    writeFileSync(join(content, path), text)
  }
  git(join(top, 'site'), ['add', '-A'])
  const person = ['-c', 'user.name=T', '-c', 'user.email=t@example.org']
  git(join(top, 'site'), [...person, 'commit', '-m', 'x'], at(day))
}

const long = (text: string) => `${text}\n${'The same line again.\n'.repeat(20)}`

describe('dates from the history of a checkout', () => {
  it('are those of the first and the last commit, through renames, in any script', async () => {
    git(join(top, 'site'), ['init', '-b', 'main'])
    commit(1, { 'world/a.md': long('a'), 'world/old name.md': long('b'), 'welt/grün.md': 'c' })
    commit(3, { 'world/a.md': long('a, corrected') })
    renameSync(join(content, 'world/old name.md'), join(content, 'world/new.md'))
    commit(5, { 'world/old name.md': 'another article' })
    const dates = createGitDates(content)
    expect(await dates('world/a.md')).toEqual({ first: at(1), last: at(3) })
    expect(await dates('world/new.md')).toMatchObject({ last: at(5) })
    expect(await dates('welt/grün.md')).toEqual({ first: at(1), last: at(1) })
    expect(await dates('world/never.md')).toBeUndefined()
  })

  it('follow a file that only moved', async () => {
    git(join(top, 'site'), ['init', '-b', 'main'])
    commit(1, { 'world/a.md': long('a') })
    mkdirSync(join(content, 'sport'))
    renameSync(join(content, 'world/a.md'), join(content, 'sport/b.md'))
    commit(4, {})
    expect(await createGitDates(content)('sport/b.md')).toEqual({ first: at(1), last: at(4) })
  })

  it('are none without a checkout; a shallow one, which would date everything alike, says so', async () => {
    writeFileSync(join(content, 'a.md'), 'a')
    expect(await createGitDates(content)('a.md')).toBeUndefined()
    git(join(top, 'site'), ['init', '-b', 'main'])
    commit(1, { 'a.md': 'a' })
    commit(2, { 'b.md': 'b' })
    git(top, ['clone', '--depth', '1', `file://${join(top, 'site')}`, 'clone'])
    expect(await createGitDates(join(top, 'clone/content'))('a.md')).toBe('shallow')
    expect(await createGitDates(content)('a.md')).toEqual({ first: at(1), last: at(1) })
  })
})
