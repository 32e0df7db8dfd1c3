import { describe, expect, it } from 'vitest'
import { directionOf } from '../../src/article/direction.ts'
import { languageAttributes, languageTag } from '../../src/pages/language.ts'
import { pageWords, wordsFor } from '../../src/pages/words.ts'

describe('language', () => {
  it.each([
    ['ar', 'rtl'],
    ['AR-eg', 'rtl'],
    ['he', 'rtl'],
    ['fa-IR', 'rtl'],
    ['ckb', 'rtl'],
    ['az-Arab', 'rtl'],
    ['pa-Arab-PK', 'rtl'],
    ['zh-yue-Hebr', 'rtl'],
    ['en', 'ltr'],
    ['ks-Deva', 'ltr'],
    ['ar-Latn', 'ltr'],
    ['de-CH-1996', 'ltr'],
    ['arn', 'ltr'],
  ])('%s is written %s', (tag, direction) => {
    expect(directionOf(tag)).toBe(direction)
  })

  it.each(['', 'e', 'en_GB', 'en-', 'x"y', 'english please', undefined])('%j is no tag', (text) => {
    expect(languageTag(text)).toBeUndefined()
    expect(languageAttributes(text).source).toBe('')
  })

  it.each([
    ['de-AT', 'de'],
    ['AR', 'ar'],
    ['cy', 'en'],
    ['', 'en'],
  ])('pages in %j speak %s', (tag, spoken) => {
    expect(wordsFor(tag).language).toBe(spoken)
  })

  it('says everything in each of its languages, as text', () => {
    for (const { months, groups, language, ...words } of pageWords) {
      expect(months, language).toHaveLength(12)
      const texts = [...months, ...Object.values(groups), ...Object.values(words)].filter(
        (word) => typeof word === 'string',
      )
      expect(texts.filter((text) => text.trim() === '' || /[<>&]/.test(text))).toEqual([])
      if (language !== 'en') expect(texts).not.toContain(pageWords[0]?.subscribe)
    }
  })
})
