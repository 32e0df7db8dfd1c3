import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeptSettings } from '../../src/config/kept-settings.ts'
import { loadSettings } from '../../src/config/load.ts'

const SITE = `title: The Test Times
url: https://example.org/
since: 2024
sections:
  world:
  sport: { title: Sport, feed: { limit: 20, content: excerpt } }
feeds:
  both: { sections: [world, sport], exclude: { tags: [x] }, formats: [json] }
perTag: true
language: en
`
let folder = ''
const kept = (version = '1.0.0') =>
  createKeptSettings(join(folder, 'state'), version, ({ statePath }) => statePath === '.feedwright')
const file = () => join(folder, 'state', 'settings.json')
const tamper = (from: string, to: string) =>
  writeFileSync(file(), readFileSync(file(), 'utf8').replace(from, to))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'))
  writeFileSync(join(folder, 'site.yaml'), SITE)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('cached settings', () => {
  it('equal the result of the parser, and are used instead of it', async () => {
    const parsed = await loadSettings(join(folder, 'site.yaml'))
    expect(await loadSettings(join(folder, 'site.yaml'), { kept: kept() })).toEqual(parsed)
    expect(await loadSettings(join(folder, 'site.yaml'), { kept: kept() })).toEqual(parsed)
    tamper('The Test Times', 'The Kept Times')
    expect((await loadSettings(join(folder, 'site.yaml'), { kept: kept() })).title).toBe('The Kept Times')
  })

  it('are discarded if the text or the program changes', async () => {
    await loadSettings(join(folder, 'site.yaml'), { kept: kept() })
    tamper('The Test Times', 'The Kept Times')
    expect((await loadSettings(join(folder, 'site.yaml'), { kept: kept('1.0.1') })).title).toBe(
      'The Test Times',
    )
    await loadSettings(join(folder, 'site.yaml'), { kept: kept() })
    writeFileSync(join(folder, 'site.yaml'), SITE.replace('Test', 'New'))
    expect((await loadSettings(join(folder, 'site.yaml'), { kept: kept() })).title).toBe('The New Times')
  })

  it('are discarded if the file is damaged', async () => {
    await loadSettings(join(folder, 'site.yaml'), { kept: kept() })
    writeFileSync(file(), '{"finger')
    expect((await loadSettings(join(folder, 'site.yaml'), { kept: kept() })).title).toBe('The Test Times')
  })

  it('are not stored if the settings have another state folder, or are invalid', async () => {
    writeFileSync(join(folder, 'site.yaml'), `${SITE}statePath: elsewhere\n`)
    await loadSettings(join(folder, 'site.yaml'), { kept: kept() })
    expect(() => readFileSync(file())).toThrow('ENOENT')
    writeFileSync(join(folder, 'site.yaml'), 'title: only\n')
    await expect(loadSettings(join(folder, 'site.yaml'), { kept: kept() })).rejects.toThrow()
    expect(() => readFileSync(file())).toThrow('ENOENT')
  })
})
