import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createFolderSource } from '../../src/sources/folder.ts'
import { foldersWithin } from '../../src/sources/own-folders.ts'

it('knows the folders in the content folder, whichever links lead there', () => {
  const top = mkdtempSync(join(tmpdir(), 'own-'))
  onTestFinished(() => rmSync(top, { recursive: true }))
  mkdirSync(join(top, 'content/public'), { recursive: true })
  symlinkSync('content', join(top, 'current'))
  const content = join(top, 'content')
  const current = join(top, 'current')
  expect(foldersWithin(content, [join(content, 'public'), join(content, 'a/b')])).toEqual(['public', 'a/b'])
  expect(foldersWithin(content, [join(current, 'public')])).toEqual(['public'])
  expect(foldersWithin(current, [join(content, 'public')])).toEqual(['public'])
  expect(foldersWithin(content, [join(top, 'out'), content, `${content}-twin`, top])).toEqual([])
})

it('lists nothing in them', async () => {
  const content = mkdtempSync(join(tmpdir(), 'own-'))
  onTestFinished(() => rmSync(content, { recursive: true }))
  for (const path of ['public/world', 'world/public']) {
    mkdirSync(join(content, path), { recursive: true })
    writeFileSync(join(content, path, 'a.md'), 'a')
  }
  const source = createFolderSource(content, { ours: ['public'] })
  for (const only of [undefined, ['public', 'public/world/a.md', 'world']]) {
    const keys: string[] = []
    for await (const batch of source.list(new AbortController().signal, only))
      keys.push(...batch.map(({ key }) => key))
    expect(keys).toEqual(['world/public/a.md'])
  }
})
