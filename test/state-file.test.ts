import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readStateFile, writeStateFile } from '../src/state-file.ts'
import { siteFolder } from './support/site.ts'

it('is read as it was written, by this user only, and stands alone in its folder', async () => {
  const folder = join(await siteFolder({}), 'state')
  const file = join(folder, 'a.json')
  expect(readStateFile(file)).toBeUndefined()
  for (const value of [{ a: [1] }, 'text', null]) {
    writeStateFile(file, value)
    expect(readStateFile(file)).toEqual(value)
  }
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readdirSync(folder)).toEqual(['a.json'])
})

it('is as it was where nothing can be written, and none where it cannot be read', async () => {
  const folder = await siteFolder({})
  const blocked = join(folder, 'state', 'a.json')
  writeFileSync(join(folder, 'state'), 'no folder')
  writeStateFile(blocked, 1)
  expect(readStateFile(blocked)).toBeUndefined()
})
