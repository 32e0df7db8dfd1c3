import { describe, expect, it } from 'vitest'
import { checkWellFormed } from '../../src/gate/well-formed.ts'

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

describe('a well-formed document', () => {
  it.each([
    ['an empty element', '<a/>'],
    ['bound prefixes', '<a xmlns:b="urn:b"><b:c b:d="e"/></a>'],
    ['CDATA split at its end mark', '<a><![CDATA[b]]]]><![CDATA[>c]]></a>'],
    ['references XML defines', '<a b="&quot;&#xA;">&amp;&lt;&gt;&apos;&#9;</a>'],
    ['astral and right-to-left characters', '<a>😀\u{10ffff} \u202eעברית\u0085\u2028</a>'],
    ['a DOCTYPE in CDATA', '<a><![CDATA[<!DOCTYPE html>]]></a>'],
  ])('may have %s', (_, xml) => {
    expect(checkWellFormed(HEAD + xml)).toBeUndefined()
  })

  it.each([
    ['a control character', '<a>\u0001</a>'],
    ['a control character in CDATA', '<a><![CDATA[\u000b]]></a>'],
    ['a control character by reference', '<a>&#1;</a>'],
    ['half a surrogate pair', '<a>\ud83d</a>'],
    ['half a surrogate pair before a letter', '<a>\ud83db</a>'],
    ['the other half of a surrogate pair', '<a>\ude00</a>'],
    ['U+FFFE', '<a>\ufffe</a>'],
    ['U+FFFF', '<a b="\uffff"/>'],
    ['an entity XML does not define', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>b & c</a>'],
    ['a bare < in an attribute', '<a b="<"/>'],
    ['the end mark of CDATA in text', '<a>]]></a>'],
    ['an unbound prefix of an element', '<a><b:c/></a>'],
    ['an unbound prefix of an attribute', '<a b:c="d"/>'],
    ['one attribute twice', '<a b="1" b="2"/>'],
    ['one attribute twice under two prefixes', '<a xmlns:x="urn:1" xmlns:y="urn:1" x:b="1" y:b="2"/>'],
    ['two root elements', '<a/><b/>'],
    ['text after the root element', '<a/>b'],
    ['no root element', ''],
    ['an element that does not end', '<a><b></b>'],
    ['elements that overlap', '<a><b></a></b>'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['a DOCTYPE with an entity', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['a comment with two hyphens', '<a><!-- -- --></a>'],
    ['a second declaration', '<?xml version="1.0"?><a/>'],
  ])('has not %s', (_, xml) => {
    expect(checkWellFormed(HEAD + xml)).toMatchObject({ code: 'feed-ill-formed', severity: 'error' })
  })

  it.each([
    ['white space', ' \n'],
    ['a byte order mark', '\ufeff'],
    ['a comment', '<!-- -->'],
  ])('has not %s before its declaration', (_, before) => {
    expect(checkWellFormed(`${before}${HEAD}<a/>`)).toMatchObject({ line: 1, column: 1 })
  })

  it('has its declaration', () => {
    expect(checkWellFormed('<a/>')).toMatchObject({ got: '"<a/>"' })
  })

  it('is told the line and column of its first fault', () => {
    expect(checkWellFormed(`${HEAD}<a>\n  &nbsp;&copy;</a>`)).toMatchObject({ line: 3, column: 9 })
    expect(checkWellFormed(`${HEAD}<a>\n  \ud800</a>`)).toMatchObject({ line: 3, column: 3 })
  })
})
