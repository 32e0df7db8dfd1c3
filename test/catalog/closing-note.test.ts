import { copyFileSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { closingNote } from '../../src/catalog/closing-note.ts'
import { folderOf } from '../support/site.ts'

describe('the note about a closed file', () => {
  let folder: string
  let path: string
  const note = () => closingNote(folder, 'data')

  beforeEach(async () => {
    folder = await folderOf({ data: 'first bytes' })
    path = join(folder, 'data')
    // Whole seconds, which can be set again.
    utimesSync(path, 1_760_000_000, 1_760_000_000)
    note().writeIfNone()
  })

  it('is true of a file without a write since then, and does not read it', () => {
    const text = readFileSync(join(folder, 'closed'), 'utf8')
    writeFileSync(join(folder, 'closed'), text.replace(/^\S+ \S+/, '0 0'))
    expect(note().isTrue()).toBe(true)
  })

  it('is not true of other bytes of the same length and date', () => {
    const { ctimeMs, mtime } = statSync(path)
    // The clock of a file system has steps of some milliseconds.
    while (statSync(path).ctimeMs === ctimeMs) {
      writeFileSync(path, 'other bytes')
      utimesSync(path, mtime, mtime)
    }
    expect(note().isTrue()).toBe(false)
  })

  it('is true of a copy, and from then on without reading it', () => {
    copyFileSync(path, `${path}.copy`)
    writeFileSync(path, '')
    expect(note().isTrue()).toBe(false)
    copyFileSync(`${path}.copy`, path)
    const before = readFileSync(join(folder, 'closed'), 'utf8')
    expect(note().isTrue()).toBe(true)
    const after = readFileSync(join(folder, 'closed'), 'utf8')
    expect(after.split('\n')[0]).toBe(before.split('\n')[0])
    expect(after).not.toBe(before)
  })

  it('is true without metadata, as earlier versions wrote it', () => {
    const [digest] = readFileSync(join(folder, 'closed'), 'utf8').split('\n')
    writeFileSync(join(folder, 'closed'), `${digest}\n`)
    expect(note().isTrue()).toBe(true)
  })

  it('is not true when it was removed', () => {
    note().remove()
    expect(note().isTrue()).toBe(false)
  })
})
