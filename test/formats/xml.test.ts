import { describe, expect, it } from 'vitest'
import { FormatError } from '../../src/formats/format.ts'
import { namespaces } from '../../src/formats/namespaces.ts'
import { childOf, readXml } from '../../src/formats/xml-reading.ts'
import { cdata, element, escapeAttribute, escapeText, textElement } from '../../src/formats/xml-writing.ts'

describe('namespaces', () => {
  it('are those of the specifications, letter by letter', () => {
    expect(namespaces).toEqual({
      atom: 'http://www.w3.org/2005/Atom',
      at: 'http://purl.org/atompub/tombstones/1.0',
      content: 'http://purl.org/rss/1.0/modules/content/',
      dc: 'http://purl.org/dc/elements/1.1/',
      fh: 'http://purl.org/syndication/history/1.0',
      media: 'http://search.yahoo.com/mrss/',
    })
  })
})

describe('writing XML', () => {
  it('escapes what would be markup, in attributes also what would be normalized', () => {
    expect(escapeText('a<b> & "c"\n]]>')).toBe('a&#x3C;b&#x3E; &#x26; "c"\n]]&#x3E;')
    expect(escapeAttribute('a<b> & "c"\n\t')).toBe('a&#x3C;b&#x3E; &#x26; &#x22;c&#x22;&#xA;&#x9;')
  })

  it('splits CDATA at each end mark', () => {
    expect(cdata('a]]>b]]>')).toBe('<![CDATA[a]]]]><![CDATA[>b]]]]><![CDATA[>]]>')
  })

  it('leaves out attributes and elements that have nothing to say', () => {
    expect(element('a', { b: 'true', c: undefined, d: 0 })).toBe('<a b="true" d="0"/>')
    expect(element('a', {}, '<b/>')).toBe('<a><b/></a>')
    expect([...textElement('a', '&'), ...textElement('b', undefined)]).toEqual(['<a>&#x26;</a>'])
  })
})

describe('reading XML', () => {
  it.each([
    ['numbers as they are written', '<a>0012</a>', '0012'],
    ['words as they are written', '<a>true</a>', 'true'],
    ['white space', '<a> \n\u00a0b\t</a>', ' \n\u00a0b\t'],
    ['references', '<a>&amp;lt; &#60;&#x3E; &quot;&apos; &#x1F600;</a>', '&lt; <> "\' 😀'],
    ['CDATA among text', '<a>b&amp;<![CDATA[<c>&amp;]]]]><![CDATA[>]]>d</a>', 'b&<c>&amp;]]>d'],
    ['line ends as XML does', '<a>b\r\nc\rd</a>', 'b\nc\nd'],
    ['nothing', '<a/>', ''],
    ['text around elements and comments', '<a>b<c>d</c>e<!--f-->g</a>', 'beg'],
  ])('keeps %s', (_, xml, text) => {
    expect(readXml(xml).text).toBe(text)
  })

  it('resolves prefixes whatever they are called, and inherits, rebinds and defaults them', () => {
    const root = readXml(
      '<r xmlns:x="urn:1"><x:a/><b xmlns="urn:2" xmlns:x="urn:3"><x:a/><a/></b><xml:a/></r>',
    )
    const b = childOf(root, 'urn:2', 'b')
    expect(root.children.map(({ uri, name }) => `${uri} ${name}`)).toEqual([
      'urn:1 a',
      'urn:2 b',
      'http://www.w3.org/XML/1998/namespace a',
    ])
    expect(b?.children.map(({ uri, name }) => `${uri} ${name}`)).toEqual(['urn:3 a', 'urn:2 a'])
  })

  it.each([
    ['an entity no one defined', '<a>&nbsp;</a>', '&nbsp;'],
    ['a bare ampersand', '<a>b & c</a>', '&'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>', '&#x110000;'],
    ['an entity in an attribute', '<a b="&copy;"/>', '&copy;'],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'DOCTYPE'],
    ['an unbound prefix', '<a><b:c/></a>', '<b:c>'],
    ['two root elements', '<a/><b/>', '2 root elements'],
    ['no root element', 'text', '0 root elements'],
    ['an element that does not end', '<a><b></b>', 'not closed'],
    ['unfinished CDATA', '<a><![CDATA[b</a>', 'CDATA'],
  ])('refuses %s', (_, xml, message) => {
    expect(() => readXml(xml)).toThrow(FormatError)
    expect(() => readXml(xml)).toThrow(message)
  })

  it('says where, in lines and columns', () => {
    expect(() => readXml('<a>\r\n  <b:c/></a>')).toThrow(expect.objectContaining({ line: 2, column: 3 }))
  })
})
