import { describe, expect, it } from 'vitest'
import type { Field, FieldMap } from '../../../src/article/front-matter/fields.ts'
import { readFrontMatter } from '../../../src/article/front-matter/read-front-matter.ts'
import { stampFrontMatter } from '../../../src/article/front-matter/stamp.ts'

const YAML = `---
title: "Ports # reopen"
date: 2024-02-02
draft: false
weight: 10
tags: [sea, "x: y"]
params: {author: Jane}
---
Text
`
const TOML = `+++
title = "Ports # reopen"
date = 2024-02-02
draft = false
weight = 10
tags = ["sea", 'x: y']
[params]
author = "Jane"
+++
Text
`
const JSON_TEXT = `{
  "title": "Ports # reopen",
  "date": "2024-02-02",
  "draft": false,
  "weight": 10,
  "tags": ["sea", "x: y"],
  "params": {"author": "Jane"}
}
Text
`

function read(text: string): { readonly fields: FieldMap; readonly body: string } {
  const front = readFrontMatter(text)
  if (!('fields' in front)) throw new Error(front.map(({ message }) => message).join())
  return front
}

function said(field: Field): unknown {
  if (field.kind === 'list') return field.items.map(said)
  if (field.kind === 'map')
    return Object.fromEntries([...field.entries].map(([key, { field }]) => [key, said(field)]))
  return field.kind === 'nothing' ? null : field.kind === 'flag' ? field.flag : field.text
}

const all = (fields: FieldMap) => [...fields].map(([key, { field }]) => [key, said(field)])

describe.each([
  ['TOML', TOML],
  ['JSON', JSON_TEXT],
  ['TOML by name', TOML.replace('+++', '---toml').replace('+++', '---')],
  ['TOML with CRLF', TOML.replaceAll('\n', '\r\n')],
  ['TOML with CR', TOML.replaceAll('\n', '\r')],
  ['JSON after blank lines', `\n\n${JSON_TEXT}`],
])('%s', (_, text) => {
  it('has the same result as YAML', () => {
    expect(all(read(text).fields)).toEqual(all(read(YAML).fields))
    expect(read(text).body.trim()).toBe('Text')
  })

  it('has the position of each key and value', () => {
    for (const [key, { keyOffset, field }] of read(text).fields) {
      expect(text.slice(keyOffset).replace(/^"/, '').startsWith(key)).toBe(true)
      if (field.kind === 'flag') expect(text.slice(field.offset).startsWith('false')).toBe(true)
    }
  })

  it('gets missing values by stamping, without other changes', () => {
    const stamped = stampFrontMatter(text, {
      id: 'tag:example.org,2024:a',
      title: 'Other',
      date: '2025-01-01',
    })
    expect(all(read(stamped).fields)).toEqual(
      expect.arrayContaining([['id', 'tag:example.org,2024:a'], ...all(read(text).fields)]),
    )
    expect(read(stamped).fields.size).toBe(read(text).fields.size + 1)
    expect(stampFrontMatter(stamped, { id: 'tag:other.example,2024:b' })).toBe(stamped)
  })
})

it('keeps the UTC offset of a time, or its absence', () => {
  const dates = read(
    '+++\na = 2024-02-02T21:00:00-05:00\nb = 2024-02-02 21:00:00Z\nc = 2024-02-02T21:00:00\n+++\n',
  ).fields
  expect(all(dates)).toEqual([
    ['a', '2024-02-02T21:00:00.000-05:00'],
    ['b', '2024-02-02T21:00:00.000Z'],
    ['c', '2024-02-02T21:00:00.000'],
  ])
})

it('does not parse a text that only starts with a brace', () => {
  for (const text of [
    '{{< note >}}\nText',
    '{: .lead}\nText',
    '{% raw %}',
    '{"a" b}',
    '{ "quoted", he said }',
  ])
    expect(read(text)).toEqual({ fields: new Map(), body: text })
})
