import { describe, expect, it } from 'vitest'
import { canonicalLanguage, languageNamed } from '../../src/article/language.ts'
import { article, parse } from './desk.ts'

describe('canonicalLanguage', () => {
  it.each([
    ['en', 'en'],
    ['EN-gb', 'en-GB'],
    ['en-UK', 'en-GB'],
    ['iw', 'he'],
    ['gsw-CH', 'gsw-CH'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['fr_fr', 'fr-FR'],
    ['de_AT.UTF-8', 'de-AT'],
    ['ca_ES@euro', 'ca-ES'],
  ])('%s is %s', (text, tag) => expect(canonicalLanguage(text)).toBe(tag))

  it.each(['english', 'Deutsch', 'xx', 'abcd', 'e', '', 'en GB', 'en--GB', '_', 'german-DE'])(
    '%s is not a language',
    (text) => expect(canonicalLanguage(text)).toBeUndefined(),
  )
})

describe('languageNamed', () => {
  it.each([
    ['Dutch', 'nl'],
    ['nederlands', 'nl'],
    ['日本語', 'ja'],
    ['Klingon', undefined],
  ])('%s', (name, tag) => expect(languageNamed(name)).toBe(tag))
})

it('reports the tag if an article states its language by name', () => {
  const text = '---\ntitle: T\ndate: 2024-01-01\nlanguage: Nederlands\n---\nText.'
  expect(parse(text).findings).toMatchObject([{ code: 'value-ignored', line: 4, expected: 'nl' }])
  expect(article(text).language).toBeUndefined()
})
