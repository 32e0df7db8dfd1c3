import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFileOutbox, prepared, released } from '../../src/announcers/outbox.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'outbox-')), 'state', 'announced.json')
const NOTICES = [{ key: 'websub https://hub.example/', about: 'https://example.org/rss.xml' }]

describe('the outbox', () => {
  it('is kept across processes', () => {
    const file = newFile()
    const first = createFileOutbox(file)
    first.write(released(prepared(first.read(), 'print', NOTICES), 'r1'))
    const second = createFileOutbox(file).read()
    expect(second.revision).toBe('r1')
    expect(second.receivers['websub https://hub.example/']?.waiting).toEqual({
      'https://example.org/rss.xml': 1,
    })
  })

  it('stores prepared notices before the commit', () => {
    const file = newFile()
    const first = createFileOutbox(file)
    first.write(prepared(first.read(), 'print', NOTICES))
    expect(createFileOutbox(file).read().prepared).toEqual({ print: 'print', notices: NOTICES })
  })

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"websub":"r1"}',
    '{"sequence":1,"receivers":[]}',
    '{"sequence":1,"receivers":{"a b":{"waiting":{"x":"y"},"failures":0,"told":0,"failed":0}}}',
    '{"sequence":1,"receivers":{"a b":null}}',
  ])('is treated as lost if its file contains %j', (text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'outbox-')), 'announced.json')
    writeFileSync(file, text)
    expect(createFileOutbox(file).read()).toEqual({ sequence: 0, receivers: {} })
  })
})
