import { describe, expect, it } from 'vitest'
import { isLfsPointer, mergeConflictIn } from '../../src/article/git-leftovers.ts'
import { parse } from './desk.ts'

const conflict = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}\n=======\n${theirs}\n>>>>>>> desk\n`
const lines = (...of: string[]) => `${of.join('\n')}\n`

describe('an unresolved merge', () => {
  it.each([
    ['in the text', `One.\n\n${conflict('Two.', 'Three.')}`, 6],
    ['on the first line', conflict('Two.', 'Three.'), 0],
    ['with the common base', lines('<<<<<<< HEAD', 'a', '||||||| 1234', 'b', '=======', 'c', '>>>>>>> x'), 0],
    ['in the front matter', `---\n${conflict('title: A', 'title: B')}---\n\nText.\n`, 4],
    [
      'of Jujutsu',
      lines('<<<<<<< Conflict 1 of 1', '%%%%%%% Changes', '-a', '+++++++ Side', 'b', '>>>>>>> 1'),
      0,
    ],
    ['with an empty side', lines('<<<<<<< HEAD', '=======', 'c', '>>>>>>> x'), 0],
    ['of which one side opens a fence', conflict('```', 'c'), 0],
    ['after a fence', lines('~~~', '<<<<<<< a', '~~~', '<<<<<<< HEAD', '=======', '>>>>>>> x'), 18],
    ['after inline code', lines('```a```', '<<<<<<< HEAD', '=======', '>>>>>>> x'), 8],
    ['after preformatted text', lines('<pre>a</pre>', '<<<<<<< HEAD', '=======', '>>>>>>> x'), 13],
  ])('%s is found', (_where, text, offset) => {
    expect(mergeConflictIn(text, true)).toBe(offset)
  })

  it.each([
    ['a heading underlined with =======', lines('Title', '=======', '', 'Text.')],
    ['a fenced block', lines('```', ...conflict('a', 'b').split('\n'), '```')],
    ['a longer fence around a shorter one', lines('````', '```', conflict('a', 'b'), '````')],
    ['preformatted text', lines('<pre><code>', conflict('a', 'b'), '</code></pre>')],
    ['indented code', conflict('a', 'b').replace(/^/gm, '    ')],
    ['quotes in quotes', lines('>>>>>>> deep', '=======', '<<<<<<< shallow')],
    ['one marker alone', lines('<<<<<<< HEAD', 'Text.', '=======')],
    ['seven signs without a name', lines('<<<<<<<', '=======', '>>>>>>>')],
  ])('%s is not one', (_what, text) => {
    expect(mergeConflictIn(text, true)).toBeUndefined()
  })

  it('is also found after a code fence in plain text', () => {
    expect(mergeConflictIn(lines('```', conflict('a', 'b')), false)).toBe(4)
  })

  it('leaves the article out, with one error at its line', () => {
    const { value, findings } = parse(`---\n${conflict('title: A', 'title: B\ndate: [')}---\n\nText.\n`)
    expect(value).toBeUndefined()
    expect(findings).toEqual([
      expect.objectContaining({ code: 'merge-conflict', severity: 'error', line: 2, column: 1 }),
    ])
  })
})

describe('a Git LFS pointer', () => {
  const pointer = lines(
    'version https://git-lfs.github.com/spec/v1',
    `oid sha256:${'0a'.repeat(32)}`,
    'size 7',
  )
  it('is not an article', () => {
    expect(isLfsPointer(pointer)).toBe(true)
    expect(isLfsPointer(`Text.\n${pointer}`)).toBe(false)
    for (const key of ['world/a.md', 'world/a.txt']) {
      const { value, findings } = parse(pointer, key)
      expect([value, findings.map(({ code }) => code)]).toEqual([undefined, ['lfs-pointer']])
    }
  })
})
