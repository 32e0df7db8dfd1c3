import fc from 'fast-check'
import { Tokenizer, TokenizerMode } from 'parse5'
import { describe, expect, it } from 'vitest'
import {
  decodeReferences,
  htmlTags,
  rememberingScan,
  scanHtml,
  type TagCheck,
} from '../../src/gate/lint/html-scan.ts'

/** The start tags by parse5's tokenizer, which follows the HTML standard state by state. */
function tagsByTheBook(text: string): string[] {
  const tags: string[] = []
  const ignore = () => undefined
  const raw = new Map<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]>([
    ['title', TokenizerMode.RCDATA],
    ['textarea', TokenizerMode.RCDATA],
    ['script', TokenizerMode.RAWTEXT],
    ...['style', 'xmp', 'iframe', 'noembed', 'noframes'].map(
      (name) => [name, TokenizerMode.RAWTEXT] as const,
    ),
  ])
  const tokenizer = new Tokenizer(
    {},
    {
      onCharacter: ignore,
      onWhitespaceCharacter: ignore,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEndTag: ignore,
      onEof: ignore,
      onStartTag: ({ tagName, attrs }) => {
        tags.push(`${tagName} ${JSON.stringify(attrs.map(({ name, value }) => [name, value]))}`)
        tokenizer.state = raw.get(tagName) ?? TokenizerMode.DATA
        tokenizer.lastStartTagName = tagName
      },
    },
  )
  tokenizer.write(text, true)
  return tags
}

const scanned = (text: string) =>
  scanHtml(text).map(({ name, attributes }) => `${name} ${JSON.stringify([...attributes])}`)

const piece = fc.constantFrom(
  ...[
    '<',
    '>',
    '/',
    '=',
    '"',
    "'",
    ' ',
    '\n',
    '\t',
    '!',
    '-',
    '--',
    '-->',
    '--!>',
    '<!--',
    '<!-->',
    '<?',
    '</',
    '&',
    '&amp;',
    '&lt;',
    'lt;',
    '&#106;',
    '&Tab;',
    'é',
  ],
  ...[
    'a',
    'A',
    'img',
    'script',
    '</script>',
    '</SCRIPT ',
    'style',
    'title',
    '<a ',
    '<img src=',
    'x',
    'onerror',
    'href="',
    '</a>',
    '<!doctype html>',
    '<script>',
    '<b/c=d>',
  ],
)

describe('scanHtml', () => {
  it('finds the tags and attributes that a browser finds', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('')
        expect(scanned(text)).toEqual(tagsByTheBook(text))
      }),
      { seed: 5, numRuns: 5000 },
    )
  })

  it('says where each tag stands', () => {
    expect(scanHtml('one <b>two</b> <IMG SRC=x>').map(({ name, index }) => [name, index])).toEqual([
      ['b', 4],
      ['img', 15],
    ])
  })

  it('decodes all of HTML’s references', () => {
    expect(decodeReferences('a&nbsp;&Tab;&#x6a;&colon;&lt;b>&unknown;')).toBe('a\u00a0\tj:<b>&unknown;')
    expect(decodeReferences('?a=&quot;1&quot;&amp;b=&lt;2&gt;&amp;lt;')).toBe('?a="1"&b=<2>&lt;')
    expect(decodeReferences('a&amp;b\r\nc')).toBe('a&b\nc')
  })
})

describe('the tags of a text', () => {
  /** Says something of some tags, by name or attributes. */
  const check: TagCheck = ({ name, attributes }) =>
    name === 'b' || attributes.has('href')
      ? [{ message: `${name} ${attributes.get('href')}`, got: name }]
      : []

  it('has what a check finds in each of them, also in those that are repeated', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('').repeat(2)
        const found = scanHtml(text).flatMap((tag) => check(tag).map((remark) => ({ tag, remark })))
        expect(htmlTags(text).found(check)).toEqual(found)
      }),
      { seed: 6, numRuns: 1000 },
    )
    const html = '<b>1</b> <a href="x">2</a> <b>3</b> <a href="x">4</a>'
    expect(
      htmlTags(html)
        .found(check)
        .map(({ tag }) => tag.index),
    ).toEqual([0, 9, 27, 36])
  })

  it('are asked once about a text that is remembered', () => {
    const asked: string[] = []
    const noting: TagCheck = ({ name }) => {
      asked.push(name)
      return []
    }
    const scan = rememberingScan(['<p>known'])
    for (const html of ['<p>known', '<i>other', '<p>known', '<i>other']) scan(html).found(noting)
    expect(asked).toEqual(['p', 'i', 'i'])
  })
})
