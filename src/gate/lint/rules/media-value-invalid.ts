import { words } from '../names.ts'
import type { LintRule } from '../rule.ts'
import { type ValueFact, wrongValues } from '../value-facts.ts'
import { isCountryCode } from '../value-forms.ts'

/** Ratings by scheme; other schemes are not checked. */
const RATINGS = new Map([
  ['urn:simple', words('adult nonadult')],
  ['urn:mpaa', words('g m nc-17 pg pg-13 r x')],
  ['urn:v-chip', words('14+ 18+ c c8 g pg tv-14 tv-g tv-ma tv-pg tv-y tv-y7 tv-y7-fv')],
])
const ICRA = /^r \((?:[nsvlocx][a-z] [01] ?)+\)$/
const ICRA_CODE = /\b(?:[nsvlocx]z|n[a-c]|s[a-f]|v[a-j]|l[a-c]|o[a-h]|c[a-b]|x[a-e]) [01]\b/g
const HASH_LENGTH = new Map([
  ['md5', 32],
  ['sha-1', 40],
])
const isTime = (value: string) => /^(?:now|\d+(?:\.\d+)?|\d+:[0-5]\d:[0-5]\d(?:\.\d+)?)$/.test(value)

const FACTS: readonly ValueFact[] = [
  {
    places: ['media:rating'],
    isRight: (value, { attributes }) => {
      const scheme = attributes.get('scheme') ?? 'urn:simple'
      if (scheme === 'urn:icra')
        return ICRA.test(value) && value.replace(ICRA_CODE, '').replaceAll(' ', '') === 'r()'
      return RATINGS.get(scheme)?.includes(value) ?? true
    },
    expected: 'a rating of its scheme; without one, adult or nonadult',
  },
  {
    places: ['media:hash'],
    isRight: (value, { attributes }) =>
      /^[\da-z]+$/i.test(value.trim()) &&
      value.trim().length === (HASH_LENGTH.get(attributes.get('algo') ?? 'md5') ?? value.trim().length),
    expected: '32 digits of MD5, or 40 of SHA-1',
  },
  { places: ['media:hash@algo'], isRight: (value) => HASH_LENGTH.has(value), expected: 'md5 or sha-1' },
  {
    places: ['media:restriction@relationship'],
    isRight: (value) => value === 'allow' || value === 'deny',
    expected: 'allow or deny',
  },
  {
    places: ['media:restriction@type'],
    isRight: (value) => ['country', 'uri', 'sharing'].includes(value),
    expected: 'country, uri or sharing',
  },
  {
    places: ['media:restriction'],
    isRight: (value, { attributes }) => {
      const type = attributes.get('type')
      if (type === 'country') return words(value.trim().toUpperCase()).every(isCountryCode)
      return type !== undefined || ['', 'all', 'none'].includes(value.trim())
    },
    expected: 'country codes such as fr; without a type, all or none',
  },
  {
    places: ['media:thumbnail@time', 'media:text@start', 'media:text@end'],
    isRight: isTime,
    expected: 'now, seconds, or hours, minutes and seconds as 0:01:30',
  },
]

export const mediaValueInvalid: LintRule = {
  code: 'media-value-invalid',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, media:rating, media:hash, media:restriction, media:text and media:thumbnail',
  summary: 'Ratings, hashes, restrictions and times have the values that Media RSS defines.',
  fix: 'Write one of the expected values, or remove the element.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    yield* wrongValues(document, FACTS)
  },
}
