import { describe, expect, it } from 'vitest'
import { composeItem } from '../../src/feed/compose.ts'
import { writeCandidate } from '../../src/gate/candidate.ts'
import { verify } from '../../src/gate/verify.ts'
import { formats } from '../support/formats.ts'
import { articleEntry, day, feedDefinition } from '../support/newsroom.ts'

const feed = feedDefinition()

/** A feed whose articles stand in every format, each document changed by `change` after it was written. */
function judged(contentHtml: string, change: (text: string, fileName: string) => string) {
  const items = ['a', 'b'].map((key, index) =>
    composeItem(
      articleEntry(key, 28 - index),
      { contentHtml, excerptHtml: '', summary: 'short' },
      feed,
      day(30),
    ),
  )
  const candidate = writeCandidate(feed, {
    items,
    retraction: { tombstones: [], retracted: [] },
    formats,
    translations: [],
    inputHash: 'hash',
    fallbackUpdated: day(1),
  })
  const files = candidate.files.map((file) => ({
    ...file,
    bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes), file.format.fileName)),
  }))
  return verify({ ...candidate, files }, async () => {})
}

describe('the gate', () => {
  it('lets out what was written', async () =>
    expect(await judged('<p>safe</p>', (text) => text)).toMatchObject({ accepted: true, findings: [] }))

  it.each(formats.map(({ fileName }) => fileName))('judges %s, whatever the others are', async (fileName) => {
    const { accepted, findings } = await judged('<p>safe</p>', (text, name) =>
      name === fileName ? text.replace('safe', 'unsafe') : text,
    )
    expect(accepted).toBe(false)
    expect(findings.map(({ file }) => file?.endsWith(fileName))).toContain(true)
  })

  it('asks the rules about the same HTML in every document', async () => {
    const { findings } = await judged('<p onclick="x()">unsafe</p>', (text) => text)
    for (const { fileName } of formats)
      expect(
        findings.filter(({ code, file }) => code === 'html-event-handler' && file?.endsWith(fileName)),
      ).toHaveLength(2)
  })
})
