import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { expect, it } from 'vitest'
import { readPlainHtml } from '../../src/article/html/plain.ts'

type Node = DefaultTreeAdapterTypes.ChildNode

const NAMES =
  'p h1 h2 h6 ul ol li dl dt dd blockquote div section details summary figure figcaption pre hr table thead tbody tfoot tr th td ' +
  'caption col a abbr b bdi big br button center cite code del em font form i img input ins kbd mark nobr option q ruby rt s select ' +
  'small span strong sub sup svg math u wbr iframe script style textarea title template video source object body html frame'
const TEXTS = [
  ...[
    'words',
    ' ',
    '\n',
    '\n\n',
    '\t',
    '&amp;',
    '&lt;b&gt;',
    '&quot;',
    '&amp;amp;',
    '&nbsp;',
    '&amp',
    '&',
    '&#38;',
    '"',
    '>',
    '<',
  ],
  ...['<!-- x -->', '</p>', '</br>', '<br/>', '<p>', '<a>', '<P>', '文', '😀', '\u00a0', ']]>'],
]
const ATTRIBUTES = [
  ...[
    ' class="language-js"',
    ' href="/a?b=1&amp;c=2"',
    ' title="&quot;x&quot; &lt;"',
    ' alt=""',
    ' href="&copy=1"',
  ],
  ...[
    ' start="3"',
    ' style="text-align:right"',
    ' class="x"',
    " title='x'",
    ' hidden',
    ' a="1" a="2"',
    ' title="<p>"',
  ],
]
const name = fc.constantFrom(...NAMES.split(' '))
const text = fc.constantFrom(...TEXTS)
const attributes = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom(...ATTRIBUTES))

/** HTML as programs write it, and slips in it. */
const { html } = fc.letrec<{ html: string; node: string }>((tie) => ({
  html: fc.array(tie('node'), { maxLength: 4 }).map((parts) => parts.join('')),
  node: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    text,
    fc.tuple(name, attributes).map(([tag, said]) => `<${tag}${said}>`),
    {
      weight: 8,
      arbitrary: fc
        .tuple(name, attributes, tie('html'))
        .map(([tag, said, inner]) => `<${tag}${said}>${inner}</${tag}>`),
    },
  ),
}))

/** The same with nearly everything in a place where it may stand. */
const tidy = fc.letrec<Record<'flow' | 'block' | 'inline' | 'phrases' | 'row', string>>((tie) => {
  const around = (names: string, inner: fc.Arbitrary<string>) =>
    fc.tuple(fc.constantFrom(...names.split(' ')), inner).map(([tag, within]) => `<${tag}>${within}</${tag}>`)
  const many = (one: fc.Arbitrary<string>, between = '') =>
    fc.array(one, { maxLength: 3 }).map((all) => all.join(between))
  const words = fc.constantFrom('words', '\n', ' ', '&amp;', '&lt;p&gt;', '文')
  return {
    flow: many(fc.oneof(tie('block'), words, tie('inline'))),
    phrases: many(fc.oneof(words, tie('inline'))),
    inline: fc.oneof(
      { maxDepth: 8 },
      words,
      fc.constantFrom('<br>', '<img src="/a.png" alt="&quot;">', '<wbr>'),
      { weight: 3, arbitrary: around('em strong code s b i u small span sup del kbd q a', tie('phrases')) },
    ),
    block: fc.oneof(
      { maxDepth: 8 },
      fc.constant('<hr>'),
      around('p h1 h2 h4 pre', tie('phrases')),
      around('blockquote div section', tie('flow')),
      around('ul ol', many(around('li', tie('flow')), '\n')),
      around('dl', many(around('dt dd', tie('flow')), '\n')),
      around('table', many(around('thead tbody', many(tie('row'), '\n')), '\n')),
    ),
    row: around('tr', many(around('td th', tie('flow')), '\n')),
  }
}).flow

function plain(node: Node): unknown {
  if ('value' in node) return node.value
  if (!('tagName' in node)) return node.nodeName
  const { nodeName, tagName, attrs, namespaceURI, childNodes } = node
  return { nodeName, tagName, attrs, namespaceURI, childNodes: childNodes.map(plain) }
}

/** Whether each node knows what it stands in. */
function parentsHold(nodes: readonly Node[]): boolean {
  return nodes.every(
    (node) =>
      'parentNode' in node &&
      node.parentNode?.childNodes.includes(node) === true &&
      (!('childNodes' in node) || parentsHold(node.childNodes)),
  )
}

it('makes the tree that a parser makes, or none', () => {
  let read = 0
  fc.assert(
    fc.property(fc.oneof(html, tidy), (source) => {
      const nodes = readPlainHtml(source)
      if (nodes === undefined) return
      read += 1
      const context = parseFragment('<div></div>').childNodes[0]
      if (context === undefined || !('tagName' in context)) throw new Error('no context')
      const expected = parseFragment(context, source, { scriptingEnabled: false }).childNodes
      expect(nodes.map(plain)).toEqual(expected.map(plain))
      expect(parentsHold(nodes)).toBe(true)
    }),
    { numRuns: 6000, seed: 23 },
  )
  expect(read).toBeGreaterThan(1000)
})
