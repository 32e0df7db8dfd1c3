import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder, makeFolderNow } from '../src/make-folder.ts'

describe.each([
  ['makeFolder', makeFolder],
  ['makeFolderNow', async (path: string) => makeFolderNow(path)],
])('%s', (_, make) => {
  it('makes what is missing, and takes what is there', async () => {
    const root = await mkdtemp(join(tmpdir(), 'feedwright-'))
    for (const path of [join(root, 'a/b/c'), join(root, 'a'), root, '/']) {
      await make(path)
      expect(statSync(path).isDirectory()).toBe(true)
    }
    symlinkSync('a', join(root, 'link'))
    await make(join(root, 'link/d'))
    expect(statSync(join(root, 'a/d')).isDirectory()).toBe(true)
  })

  it('says what stands in the way', async () => {
    const root = await mkdtemp(join(tmpdir(), 'feedwright-'))
    writeFileSync(join(root, 'file'), '')
    await expect(make(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(make(join(root, 'file/a'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    symlinkSync('nowhere', join(root, 'dangling'))
    await expect(make(join(root, 'dangling'))).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(make(join(root, 'dangling/a'))).rejects.toMatchObject({ code: 'EEXIST' })
  })

  it.skipIf(!existsSync('/proc/self'))('ends where a file system has no room for folders', async () => {
    await expect(make('/proc/feedwright/a')).rejects.toMatchObject({
      code: 'ENOENT',
      path: '/proc/feedwright',
    })
    await expect(make('/proc/self/fd/feedwright')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
