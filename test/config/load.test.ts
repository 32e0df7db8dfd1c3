import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings } from '../../src/config/load.ts'
import { ConfigError } from '../../src/errors.ts'

describe('loadSettings', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'feedwright-settings-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const mistakes = async () => {
    const error = await loadSettings(join(folder, 'site.yaml')).catch((thrown: unknown) => thrown)
    if (!(error instanceof ConfigError)) throw new Error(`no ConfigError but ${String(error)}`)
    return error.findings
  }

  it('reads the settings of a content folder', async () => {
    await writeFile(
      join(folder, 'site.yaml'),
      '\ufefftitle: T\r\nurl: https://example.org/\r\nsince: 2024\r\n',
    )
    expect(await loadSettings(join(folder, 'site.yaml'))).toMatchObject({ title: 'T', limit: 50 })
  })

  it('explains how to create a missing file', async () => {
    const [finding] = await mistakes()
    expect(finding).toMatchObject({ code: 'settings-file', file: join(folder, 'site.yaml') })
    expect(finding?.fix).toContain('feedwright init')
    await writeFile(join(folder, 'site.yaml'), finding?.paste ?? '')
    expect((await loadSettings(join(folder, 'site.yaml'))).sections).toHaveProperty('world')
  })

  it('treats missing settings as a missing disk if a site was published before', async () => {
    await expect(loadSettings(join(folder, 'site.yaml'), { hadSite: () => true })).rejects.toMatchObject({
      code: 'CONTENT_UNREADABLE',
    })
    await expect(loadSettings(join(folder, 'site.yaml'), { hadSite: () => false })).rejects.toBeInstanceOf(
      ConfigError,
    )
  })

  it.each(['', '\n', '\0'.repeat(80)])('treats empty settings as lost in the same case: %j', async (text) => {
    const file = join(folder, 'site.yaml')
    await writeFile(file, text)
    await expect(loadSettings(file, { hadSite: () => true })).rejects.toMatchObject({
      code: 'CONTENT_UNREADABLE',
    })
    await expect(loadSettings(file, { hadSite: () => false })).rejects.toBeInstanceOf(ConfigError)
  })

  it('reports file, line and column of every mistake', async () => {
    await writeFile(join(folder, 'site.yaml'), 'title: T\nurl: nowhere\nsince: 1\n')
    expect((await mistakes()).map(({ file, line, column }) => [file, line, column])).toEqual([
      [join(folder, 'site.yaml'), 2, 6],
      [join(folder, 'site.yaml'), 3, 8],
    ])
  })

  it.each([
    ['a folder', (file: string) => mkdir(file)],
    ['bytes that are not UTF-8', (file: string) => writeFile(file, Buffer.from([0x74, 0xff]))],
    ['a file far too large', (file: string) => writeFile(file, '#'.repeat(1_048_577))],
  ])('refuses %s', async (_, make) => {
    await make(join(folder, 'site.yaml'))
    expect(await mistakes()).toEqual([expect.objectContaining({ code: 'settings-file' })])
  })
})
