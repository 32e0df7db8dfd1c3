import { expect, it } from 'vitest'
import { formatByName, formats } from '../../src/formats/index.ts'
import { formatContract } from './format.ts'

for (const format of formats) formatContract(format)

it('no two formats share a name, a file or a media type', () => {
  for (const key of ['name', 'fileName', 'mediaType', 'label'] as const) {
    expect(new Set(formats.map((format) => format[key])).size).toBe(formats.length)
  }
})

it('a format is found by its name', () => {
  expect(formats.map(({ name }) => formatByName(name))).toEqual(formats)
  expect(formatByName('RSS')).toBeUndefined()
})
