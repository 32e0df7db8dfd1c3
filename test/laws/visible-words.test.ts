import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { expect, it } from 'vitest'
import { renderBody } from '../../src/article/body.ts'
import { article, media, SITE } from '../article/desk.ts'
import { plainDocument, plainItem } from '../support/documents.ts'
import { formats } from '../support/formats.ts'

/** Markdown, the words that a reader of it sees, in order, and those that a finding must name instead. */
interface Piece {
  readonly text: string
  readonly seen: readonly string[]
  readonly named: readonly string[]
}

const word = fc.constantFrom(
  ...'harbour ferry Größe naïve château порт λιμάνι ميناء שלום 항구 ท่าเรือ 42 3,5 A&B O’Neil U.S. e-mail 👩‍👩‍👧 İzmir'.split(
    ' ',
  ),
)
const words = fc.array(word, { minLength: 1, maxLength: 4 })

const shown = (text: string, seen: readonly string[]): Piece => ({ text, seen, named: [] })
const wrapped = (inner: fc.Arbitrary<Piece>, around: (text: string) => string): fc.Arbitrary<Piece> =>
  inner.map((piece) => ({ ...piece, text: around(piece.text) }))
const together = (pieces: readonly Piece[], between: string): Piece => ({
  text: pieces.map(({ text }) => text).join(between),
  seen: pieces.flatMap(({ seen }) => seen),
  named: pieces.flatMap(({ named }) => named),
})

const plain = words.map((all) => shown(all.join(' '), all))
const INLINE_TAGS =
  'span b i em strong u mark small s del ins sup sub abbr cite time font nobr x-word label button object'
const inlineTag = fc.constantFrom(...INLINE_TAGS.split(' '))
const attribute = fc.constantFrom(
  '',
  ' class="x"',
  ' dir="rtl" lang="ar"',
  ' style="font-weight:700"',
  ' style="text-decoration:line-through"',
  ' style="vertical-align:super"',
  ' hidden="until-found"',
)
const hiding = fc.constantFrom('hidden', 'style="display:none"', 'style="visibility:hidden"')
const hiddenIn = (tag: string) =>
  fc.tuple(hiding, words).map(
    ([how, all]): Piece => ({
      text: `<${tag} ${how}>${all.join(' ')}</${tag}>`,
      seen: [],
      named: all,
    }),
  )

const inline = fc.oneof(
  { weight: 4, arbitrary: plain },
  wrapped(plain, (text) => `*${text}*`),
  wrapped(plain, (text) => `**${text}**`),
  wrapped(plain, (text) => `~~${text}~~`),
  wrapped(plain, (text) => `[${text}](/a/b)`),
  words.map((all) => shown(`\`${all.join(' ')}\``, all)),
  fc.constant(shown('<https://example.org/x>', ['https://example.org/x'])),
  fc.constant(shown('5 &lt; 6 &copy; \\*', ['5', '<', '6', '©', '*'])),
  fc.constant(shown('![no words](/p.jpg)', [])),
  // At the beginning of a line a comment would make it HTML.
  fc.constant(shown('ferry <!-- desk -->', ['ferry'])),
  fc.constant(shown('<o:p></o:p>', [])),
  fc
    .tuple(inlineTag, attribute, plain)
    .map(([tag, attributes, { text, seen }]) => shown(`<${tag}${attributes}>${text}</${tag}>`, seen)),
  fc.constant(shown('<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>', ['1', '3'])),
  hiddenIn('span'),
)
const line = fc.array(inline, { minLength: 1, maxLength: 4 }).map((pieces) => together(pieces, ' '))
const indented = (text: string, by: string) => text.replaceAll('\n', `\n${by}`)

const BLOCK_TAGS = 'div section article form fieldset center main details x-block'
const { block } = fc.letrec<{ block: Piece }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    line,
    fc.array(line, { minLength: 2, maxLength: 3 }).map((pieces) => together(pieces, '  \n')),
    fc.tuple(fc.integer({ min: 2, max: 6 }), plain).map(([level, piece]) => ({
      ...piece,
      text: `${'#'.repeat(level)} ${piece.text}`,
    })),
    wrapped(plain, (text) => `${text}\n---`),
    plain.map((piece) => ({ ...piece, text: `### ${piece.text} {#part .wide}` })),
    fc
      .tuple(words, words)
      .map(([term, means]) => shown(`${term.join(' ')}\n: ${means.join(' ')}`, [...term, ...means])),
    plain.map(({ text, seen }) => shown(`::: note\n\n${text}\n\n:::`, ['Note', ...seen])),
    plain.map(({ text, seen }) => shown(`> [!TIP]\n> ${text}`, ['Tip', ...seen])),
    plain.map(({ text, seen }) => shown(`- [ ] ${text}\n- [x] ${text}`, ['☐', ...seen, '☑', ...seen])),
    fc.constant(shown('[[toc]]', [])),
    words.map((all) => shown(`\`\`\`\n${all.join('\n  ')}\n\`\`\``, all)),
    words.map((all) => shown(`    ${all.join('\n    ')}`, all)),
    fc
      .tuple(words, words)
      .map(([head, cells]) =>
        shown(`| ${head.join(' ')} | a |\n|---|---|\n| ${cells.join(' ')} | b |`, [
          ...head,
          'a',
          ...cells,
          'b',
        ]),
      ),
    words.map((all) =>
      shown(`<pre><code>${all.map((one) => `<div class="l">${one}</div>`).join('')}</code></pre>`, all),
    ),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((pieces) => {
      const { text, ...rest } = together(pieces, '\n\n')
      return { ...rest, text: `> ${indented(text, '> ')}` }
    }),
    fc
      .tuple(fc.constantFrom('- ', '1. '), fc.array(tie('block'), { minLength: 1, maxLength: 3 }))
      .map(([mark, pieces]) =>
        together(
          pieces.map((piece) => ({
            ...piece,
            text: `${mark}${indented(piece.text, ' '.repeat(mark.length))}`,
          })),
          '\n',
        ),
      ),
    fc
      .tuple(
        fc.constantFrom(...BLOCK_TAGS.split(' ')),
        attribute,
        fc.array(tie('block'), { minLength: 1, maxLength: 2 }),
      )
      .map(([tag, attributes, pieces]) => {
        const { text, ...rest } = together(pieces, '\n\n')
        return { ...rest, text: `<${tag}${attributes}>\n\n${text}\n\n</${tag}>` }
      }),
    hiddenIn('div'),
    hiddenIn('p'),
    plain.map((piece) => ({ ...piece, text: `<script>\nlet x = 1\n</script>\n\n${piece.text}` })),
  ),
}))
const text = fc.array(block, { minLength: 1, maxLength: 5 }).map((pieces) => together(pieces, '\n\n'))

const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em font i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)

/** The words that an HTML parser, and nothing of the code under test, finds in a text. */
function visibleWords(html: string): readonly string[] {
  const textOf = (node: DefaultTreeAdapterTypes.ChildNode): string => {
    if ('value' in node) return node.value
    if (!('tagName' in node)) return ''
    const inner = node.childNodes.map(textOf).join('')
    return INLINE.has(node.tagName) ? inner : ` ${inner} `
  }
  return parseFragment(html).childNodes.map(textOf).join('').split(/\s+/u).filter(Boolean)
}

it('says the words of any Markdown, in order, in every format, but for those that a finding names', () => {
  fc.assert(
    fc.property(text, (source) => {
      const { contentHtml, findings } = renderBody(article(`---\ntitle: T\n---\n\n${source.text}\n`), {
        site: SITE,
        media,
      })
      const item = plainItem(contentHtml === '' ? {} : { contentHtml })
      for (const format of formats) {
        const read = format.read(format.write(plainDocument({ items: [item] })))
        expect(visibleWords(read.items[0]?.contentHtml ?? ''), format.name).toEqual(source.seen)
      }
      const said = findings.map(({ got }) => got ?? '').join(' ')
      for (const one of source.named) expect(said).toContain(one.slice(0, 70))
    }),
    { seed: 31, numRuns: 400 },
  )
})
