import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isInstant } from '../../src/article/instant.ts'
import { type CheckOptions, checkFeed } from '../../src/gate/check.ts'
import { lintProfiles, lintRules } from '../../src/gate/lint/index.ts'

const FEEDS = fileURLToPath(new URL('../feeds/', import.meta.url))
const NOW = '2026-11-22T00:00:00Z'

/** What a test feed says about itself: lines `Key: value` in its first comment, or in its `_expect` member. */
function headerOf(bytes: Uint8Array): Map<string, string[]> {
  const header = new Map<string, string[]>()
  const start = new TextDecoder('latin1').decode(bytes)
  const block =
    /<!--([\s\S]*?)-->/.exec(start)?.[1] ??
    /"_expect":\s*\[([^\]]*)\]/.exec(start)?.[1]?.replace(/",\s*"/g, '"\n"') ??
    ''
  for (const [, key = '', value = ''] of block.matchAll(
    /^\W*(Description|Expect|Self|Type|Profile): (.*?)"?$/gm,
  ))
    header.set(key, [...(header.get(key) ?? []), value.trim()])
  return header
}

function check(bytes: Uint8Array, header: Map<string, string[]>) {
  const [selfUrl] = header.get('Self') ?? []
  const [contentType] = header.get('Type') ?? []
  const options: CheckOptions = {
    ...(selfUrl === undefined ? {} : { selfUrl }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(isInstant(NOW) ? { now: NOW } : {}),
    profiles: header.get('Profile') ?? [],
  }
  return checkFeed(bytes, options)
}

/** Large feeds are written small: `@REPEAT 20000 @text@` stands for the text that many times. */
function unfold(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes)
  if (!text.includes('@REPEAT')) return bytes
  return new TextEncoder().encode(
    text.replace(/@REPEAT (\d+) @([^@]*)@/g, (_, times, piece) => String(piece).repeat(Number(times))),
  )
}

const codes = [...lintRules, ...lintProfiles.flatMap(({ rules }) => rules)].map(({ code }) => code)

describe('test/feeds', () => {
  it('has a folder for every rule and no other', () => {
    expect(readdirSync(FEEDS).sort()).toEqual([...codes].sort())
  })

  describe.each(codes)('%s', (code) => {
    const folder = join(FEEDS, code)
    const names = existsSync(folder) ? readdirSync(folder) : []

    it('has a bad and a good feed', () => {
      expect(names.some((name) => name.startsWith('bad-'))).toBe(true)
      expect(names.some((name) => name.startsWith('good-'))).toBe(true)
    })

    it.each(names)('%s is found to be what it says, and nothing else', (name) => {
      const bytes = readFileSync(join(folder, name))
      const header = headerOf(bytes)
      const expected = header.get('Expect') ?? []
      expect(header.get('Description')).toHaveLength(1)
      expect(expected).toContain(name.startsWith('bad-') ? code : `!${code}`)
      const found = new Set(check(unfold(bytes), header).findings.map((finding) => finding.code))
      expect([...found].sort()).toEqual(expected.filter((one) => !one.startsWith('!')).sort())
    })
  })
})
