import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderBody } from '../../src/article/body.ts'
import { importCapture } from '../../src/article/capture/import.ts'
import { stampFrontMatter } from '../../src/article/front-matter/stamp.ts'
import { escapeMarkdown } from '../../src/article/markdown/escape.ts'
import { legalText, plainLine } from '../../src/article/text.ts'
import { article, CONTEXT, media, parse, raw, SITE } from '../article/desk.ts'

const scalar = fc.oneof(
  fc.constantFrom(
    'A',
    '"A: b"',
    "'it''s'",
    '',
    '~',
    '""',
    '|\n  a\n  b',
    '>-\n  a\n\n  b',
    '|+\n  a\n\n',
    '[a, b]',
    '{a: b}',
    '2024-02-02',
    '"2024-02-02" # c',
    '\n  - a\n  - b',
    'a\n  continued',
    '&x a',
    'true',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => JSON.stringify(text)),
)
const line = fc.oneof(
  fc.constantFrom('# comment', '', '  # indented comment'),
  fc
    .tuple(
      fc.constantFrom('title', 'date', 'published', 'id', 'guid', 'tags', 'summary', 'note', 'author'),
      scalar,
    )
    .map(([key, value]) => `${key}: ${value}`),
)
const block = fc.array(line, { maxLength: 6 })
const file = fc
  .tuple(
    fc.boolean(),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.option(block),
    fc.constantFrom('', 'Text\n', '# Head\n\nText', '\n\nText'),
  )
  .map(([mark, end, lines, body]) => {
    const text = lines === null ? body : `---\n${lines.map((one) => `${one}\n`).join('')}---\n${body}`
    return (mark ? '\ufeff' : '') + text.replaceAll('\n', end)
  })

describe('stamping', () => {
  const stamps = { id: 'tag:example.org,2024:world/a', date: '2024-02-02T21:00:00Z' }
  const stamp = (text: string) => stampFrontMatter(text, stamps)

  it('adds to an article what was stamped and changes nothing else; twice is once', () => {
    let stamped = 0
    fc.assert(
      fc.property(file, (text) => {
        const before = parse(text)
        expect(stamp(stamp(text))).toBe(stamp(text))
        if (before.value === undefined) return
        stamped += 1
        const { id = stamps.id, published = stamps.date } = before.value
        const after = parse(stamp(text)).value
        // The text stands as many lines lower as were stamped.
        const body = {
          ...before.value.body,
          ...(after?.body.line === undefined ? {} : { line: after.body.line }),
        }
        expect(after).toEqual({ ...before.value, body, id, published })
      }),
      { seed: 21, numRuns: 600 },
    )
    expect(stamped).toBeGreaterThan(100)
  })

  it('only ever inserts', () => {
    fc.assert(
      fc.property(file, (text) => {
        let rest = stamp(text)
        for (const character of text.replace(/~|""/g, '')) {
          const at = rest.indexOf(character)
          expect(at).not.toBe(-1)
          rest = rest.slice(at + character.length)
        }
      }),
      { seed: 22, numRuns: 200 },
    )
  })
})

const unit = fc.oneof(
  fc.constantFrom(
    '*',
    '_',
    '`',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '&',
    '#',
    '+',
    '-',
    '=',
    '|',
    '~',
    '!',
    '\\',
    '1. ',
    '1) ',
    ' ',
    'a',
    'B',
    '.',
    '&amp;',
    '<b>',
    'http://x.example',
    '\t',
    ':',
    '"',
    '    ',
    '---',
    'ё',
    '字',
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
)
const paragraph = fc.array(unit, { minLength: 1, maxLength: 12 }).map((units) => plainLine(units.join('')))

describe('importing', () => {
  it('escapes Markdown so that the rendered text is the paragraph', () => {
    fc.assert(
      fc.property(paragraph, (text) => {
        fc.pre(text !== '')
        const rendered = renderBody(article(`---\ntitle: T\n---\n${escapeMarkdown(text)}\n`), {
          site: SITE,
          media,
        }).contentHtml
        const plain = renderBody(
          { ...article('---\ntitle: T\n---\n'), body: { kind: 'paragraphs', text } },
          { site: SITE, media },
        ).contentHtml
        expect(rendered).toBe(plain)
      }),
      { seed: 23, numRuns: 600 },
    )
  })

  it('writes an entry that reads as the page did', () => {
    const sentence = fc
      .tuple(fc.constantFrom('The', '1.', '- A', '#', '“Yes'), paragraph)
      .map(([first, text]) => `${first} ${text} was said at the harbour.`)
    fc.assert(
      fc.property(paragraph, fc.array(sentence, { minLength: 1, maxLength: 4 }), (name, body) => {
        const title = `Storm ${name} tonight`
        const page = `---\ntitle: ${JSON.stringify(title)}\n---\nHome » World » x\n\n${body.join('\n\n')}\n`
        const before = parse(page, 'world/page.txt').value
        const { value } = importCapture(raw(page, 'page.txt'), CONTEXT, {
          date: '2024-02-02 21:00',
          section: 'world',
        })
        if (before === undefined || value === undefined) throw new Error('no article')
        const after = article(value.text, `world/${value.fileName}`)
        expect(after.title).toBe(before.title)
        expect(after.published).toBe('2024-02-02T21:00:00Z')
        expect(after.id).toMatch(/^tag:example\.org,2024:world\//)
        const html = (one: typeof before) => renderBody(one, { site: SITE, media }).contentHtml
        expect(html(after)).toBe(html(before))
      }),
      { seed: 24, numRuns: 100 },
    )
  })
})

describe('any bytes at all', () => {
  it('are an article or findings, never an exception', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .string({ unit: 'binary', maxLength: 200 })
        .map((text) => new TextEncoder().encode(`---\n${text}\n---\n${text}`)),
    )
    fc.assert(
      fc.property(bytes, fc.constantFrom('world/a.md', 'world/a.txt', 'a.md', 'x/ü.md'), (content, key) => {
        const { value, findings } = parse(content, key)
        expect(findings.some(({ severity }) => severity === 'error')).toBe(value === undefined)
        for (const finding of findings) expect(finding.file).toBe(key)
        if (value === undefined) return
        const { contentHtml } = renderBody(value, { site: SITE, media })
        expect(legalText(contentHtml)).toBe(contentHtml)
      }),
      { seed: 25, numRuns: 500 },
    )
  })
})
