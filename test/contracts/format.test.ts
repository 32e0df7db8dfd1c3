import { expect, it } from 'vitest'
import { loadFormat } from '../../src/formats/index.ts'
import { formats } from '../support/formats.ts'
import { formatContract } from './format.ts'

for (const format of formats) formatContract(format)

it('no two formats share a name, a file or a media type', () => {
  for (const key of ['name', 'fileName', 'mediaType', 'label'] as const) {
    expect(new Set(formats.map((format) => format[key])).size).toBe(formats.length)
  }
})

it('a format is found by its name', async () => {
  expect(await Promise.all(formats.map(({ name }) => loadFormat(name)))).toEqual(formats)
  expect(await loadFormat('RSS')).toBeUndefined()
})
