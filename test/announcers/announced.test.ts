import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAnnounced } from '../../src/announcers/announced.ts'

const fileIn = () => join(mkdtempSync(join(tmpdir(), 'announced-')), 'state', 'announced.json')

describe('what announcers were told of', () => {
  it('outlives the process, each announcer by itself', () => {
    const file = fileIn()
    const first = createAnnounced(file)
    expect(first.of('websub')).toBeUndefined()
    first.remember('websub', 'r1')
    first.remember('purge', 'r2')
    const second = createAnnounced(file)
    expect([second.of('websub'), second.of('purge')]).toEqual(['r1', 'r2'])
  })

  it.each(['', '{', '[]', 'null', '{"websub":1}'])('is nothing where its file says %j', (text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'announced-')), 'announced.json')
    writeFileSync(file, text)
    expect(createAnnounced(file).of('websub')).toBeUndefined()
  })
})
