import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkSeparate } from '../src/separate-folders.ts'
import { siteFolder } from './support/site.ts'

/** A working folder with the links `link` to `content`, and `self` to itself. */
async function workingFolder(): Promise<string> {
  const cwd = await siteFolder({ 'content/world/a.md': '' })
  await symlink('content', join(cwd, 'link'))
  await symlink('.', join(cwd, 'self'))
  await mkdir(join(cwd, 'out'))
  return cwd
}

const check = async (targets: readonly string[], state = '.feedwright', content = ['content']) => {
  const cwd = await workingFolder()
  const at = (path: string) => `${cwd}/${path}`
  return checkSeparate({ targets: targets.map(at), state: at(state), content: content.map(at) })
}

describe('a target', () => {
  it.each([
    ['content', 'is the folder of the articles'],
    ['content/', 'is the folder of the articles'],
    ['content/world/..', 'is the folder of the articles'],
    ['link', 'is the folder of the articles'],
    ['self/content', 'is the folder of the articles'],
    ['.', 'is around the folder of the articles'],
    ['..', 'is around the folder of the articles'],
    ['self', 'is around the folder of the articles'],
    ['.feedwright', 'is the state folder'],
    ['self/.feedwright/', 'is the state folder'],
    ['.Feedwright', 'is the state folder'],
    ['.feedwright/out', 'is in the state folder'],
  ])('is not %s, which %s', async (target, expected) => {
    await expect(check([target])).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(expected),
    })
  })

  it.each([
    [['out', 'out/copy'], 'is in another target'],
    [['out/copy', 'out'], 'is around another target'],
    [['out', 'self/out'], 'is another target'],
    [['new', 'New/'], 'is another target'],
    [['new/a', 'self/new'], 'is in another target'],
  ] as const)('is not one of %j, of which one %s', async (targets, expected) => {
    const relation = expected.replace('around', '(in|around)').replace('is in', 'is (in|around)')
    await expect(check(targets)).rejects.toThrow(new RegExp(relation))
  })

  it('has no state folder in it but where no server shows it', async () => {
    await expect(check(['out'], 'out/state')).rejects.toThrow('is around the state folder')
    await expect(check(['out'], 'out/.feedwright/state')).resolves.toBeUndefined()
  })

  it.each([
    [['out'], ['content']],
    [['content/out'], ['content']],
    [['contents'], ['content']],
    [
      ['out', 'outer', 'new/a', 'new/ab'],
      ['content', 'missing'],
    ],
    [['public/feeds'], ['.']],
  ])('may be each of %j beside or in articles at %j', async (targets, content) => {
    await expect(check(targets, '.feedwright', content)).resolves.toBeUndefined()
  })

  it('is the folder of no articles that are yet to come', async () => {
    await expect(check(['posts'], '.feedwright', ['Posts'])).rejects.toThrow('is the folder of the articles')
  })
})
