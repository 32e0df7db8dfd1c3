import { describe, expect, it } from 'vitest'
import { lintDocument } from '../../src/gate/lint/index.ts'

/** The mistake begins behind the `‸`, which is no part of the document. */
const RSS = (item: string) =>
  `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
  <channel>
    <title>Harbour</title>
    <item>
      ${item}
      <description>It runs hourly; see below.</description>
    </item>
  </channel>
</rss>
`

const MISTAKES: readonly (readonly [code: string, words: string, document: string])[] = [
  ['xml-malformed', 'bare “&”', RSS('<title>Bait ‸& tackle</title>')],
  ['xml-malformed', 'bare “&”', RSS('<title>AT‸&T</title>')],
  ['xml-malformed', 'bare “&”', RSS('<link>https://h.example/?a=1‸&b=2</link>')],
  ['xml-malformed', 'bare “&”', RSS('<enclosure url="https://h.example/?a=1‸&b=2" length="1" type="a/b"/>')],
  ['xml-malformed', 'bare “&”', RSS('<title>&amp; then ‸&amp</title>')],
  ['xml-malformed', 'bare “&”', RSS('<title>‸&#xZZ;</title>')],
  ['xml-malformed', 'bare “&”', RSS('<title>‸&</title>')],
  ['xml-malformed', '“<” that does not begin a tag', RSS('<title>2 ‸< 3</title>')],
  ['xml-malformed', '“<” that does not begin a tag', RSS('<title>‸<3</title>')],
  ['xml-malformed', 'not a complete tag', RSS('<title>a‸<b</title>')],
  ['xml-malformed', 'has no value', RSS('<title>a <b ‸and c> d</title>')],
  ['xml-malformed', 'not in quotation marks', RSS('<enclosure url=‸https://h.example/ />')],
  [
    'xml-malformed',
    'no closing quotation mark',
    RSS('<enclosure url=‸"https://h.example/ />').replaceAll('"2.0"', "'2.0'"),
  ],
  ['xml-malformed', '“<” in the attribute', RSS('<enclosure url="‸<b>"/>')],
  ['xml-malformed', 'white space is missing', RSS('<enclosure url="a"‸type="b"/>')],
  ['xml-malformed', 'twice', RSS('<enclosure url="a" ‸url="b"/>')],
  ['xml-malformed', '</title> stands inside <b> of line 6', RSS('<title>a <b>b‸</title>')],
  ['xml-malformed', 'written <br/>', RSS('<title>a<br>b‸</title>')],
  ['xml-malformed', '</b> has no start tag', RSS('<title>a‸</b></title>')],
  ['xml-malformed', '</b> stands inside <i>', RSS('<title><b><i>a‸</b></i></title>')],
  ['xml-malformed', 'has no start tag', `${RSS('')}‸</rss>`],
  ['xml-malformed', 'inside <rss> of line 2', RSS('').replace('\n</rss>\n', '‸\n')],
  ['xml-malformed', 'after the root', '<other/>‸done'],
  ['xml-malformed', 'second root', '<other/>‸<rss/>'],
  ['xml-malformed', 'before the root', '<!-- a -->‸Warning: x\n<other/>'],
  ['xml-malformed', 'hyphens', RSS('<!-- a ‸-- b -->')],
  ['xml-malformed', 'comment has no end', RSS('‸<!-- a ->')],
  ['xml-malformed', 'section has no end', RSS('<title>‸<![CDATA[a]></title>')],
  ['xml-malformed', 'does not end a CDATA section', RSS('<title>a‸]]></title>')],
  ['xml-entity-undefined', '&nbsp;', RSS('<title>5‸&nbsp;km</title>')],
  ['xml-entity-undefined', '&copy;', RSS('<enclosure url="‸&copy;"/>')],
  ['xml-entity-undefined', '&AMP;', RSS('<title>‸&AMP;</title>')],
  ['xml-character-forbidden', 'U+0008', RSS('<title>a‸\u0008b & c</title>')],
  ['xml-character-forbidden', 'U+001F', RSS('<title><![CDATA[a‸\u001fb]]></title>')],
  ['xml-character-forbidden', 'U+000B', RSS('<enclosure url="‸\u000b"/>')],
  ['xml-character-forbidden', 'U+FFFE', RSS('<!-- ‸\ufffe -->')],
  ['xml-character-forbidden', '&#8;', RSS('<title>‸&#8;</title>')],
  ['xml-character-forbidden', '&#xD800;', RSS('<title>‸&#xD800;</title>')],
  ['xml-prefix-undeclared', 'media', RSS('‸<media:content url="a"/>')],
  ['xml-prefix-undeclared', 'dc', RSS('<a xmlns:dc="urn:x"/>‸<dc:creator>Jo</dc:creator>')],
  ['xml-declaration-late', 'start of the document', `\n‸${RSS('')}`],
  ['xml-malformed', 'bare “&”', `<!DOCTYPE rss [<!ENTITY a "b & c <d>">]>\n<rss>‸& </rss>`],
]

function found(document: string) {
  const at = document.indexOf('‸')
  const before = document.slice(0, at).split('\n')
  const findings = lintDocument(document.replace('‸', '')).filter(({ code }) => code.startsWith('xml-'))
  return { findings, place: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } }
}

describe('the first mistake of an ill-formed document', () => {
  it.each(MISTAKES)('%s, %s, is told where it stands: %#', (code, words, document) => {
    const { findings, place } = found(document)
    const finding = findings.find((one) => one.code === code)
    expect(finding).toMatchObject({ ...place, severity: 'error' })
    expect(finding?.message).toContain(words)
    expect(findings.filter((one) => one.code !== 'xml-doctype')).toHaveLength(1)
  })

  it('is found in the place alone, whatever stands behind it', () => {
    for (const [code, , document] of MISTAKES.filter(([, , text]) => text.endsWith('</rss>\n'))) {
      const { findings, place } = found(document.replace('see below.', 'see & below; a < b'))
      expect(
        findings.find((one) => one.code === code),
        document,
      ).toMatchObject(place)
    }
  })

  it('takes right documents with everything XML has', () => {
    const right = RSS(
      `<title><![CDATA[a & b <c> ]]]]>&#x1F600;&amp;&#38;</title><?style a & b?><!-- a & b < c - d -->
       <x:größe xmlns:x="urn:x" x:a='<'/>`.replace("'<'", `'"&lt;>'`),
    )
    expect(lintDocument(right).filter(({ code }) => code.startsWith('xml-'))).toEqual([])
  })
})
