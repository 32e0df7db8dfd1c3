import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, onTestFinished } from 'vitest'
import { combineSources } from '../../src/sources/combined-source.ts'
import { createFolderSource } from '../../src/sources/folder.ts'
import { memorySourceCase } from './memory-source.ts'
import { type SourceCase, sourceContract } from './source.ts'

async function folderCase(): Promise<SourceCase> {
  const top = mkdtempSync(join(tmpdir(), 'source-'))
  onTestFinished(() => rmSync(top, { recursive: true, force: true }))
  const folder = join(top, 'content')
  mkdirSync(join(folder, 'world'), { recursive: true })
  const file = (name: string) => join(folder, 'world', `${name}.md`)
  return {
    source: createFolderSource(folder, {
      siteUrl: 'https://example.org/',
      // A minute after the files were written: their revisions stand.
      now: () => Date.now() + 60_000,
    }),
    write: async (name, title) => writeFileSync(file(name), `---\ntitle: ${title}\n---\nText.\n`),
    remove: async (name) => rmSync(file(name)),
    away: async (isAway) =>
      isAway ? renameSync(folder, join(top, 'away')) : renameSync(join(top, 'away'), folder),
  }
}

describe('a folder as a source', () => sourceContract(folderCase))
describe('fields in memory as a source', () => sourceContract(async () => memorySourceCase()))
describe('two sources together as one', () =>
  sourceContract(async () => {
    const { source, ...hand } = await folderCase()
    const combined = combineSources(
      new Map([
        ['', source],
        ['feed', memorySourceCase().source],
      ]),
    )
    return { source: combined, ...hand }
  }))
