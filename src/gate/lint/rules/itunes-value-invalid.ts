import type { LintRule } from '../rule.ts'
import { type ValueFact, wrongValues } from '../value-facts.ts'
import { isEmail } from '../value-forms.ts'

const oneOf = (...values: readonly string[]) => ({
  isRight: (value: string) => values.includes(value),
  expected: values.join(', '),
})
const atMost = (longest: number) => ({
  isRight: (value: string) => [...value.trim()].length <= longest,
  expected: `at most ${longest} characters`,
})
const FACTS: readonly ValueFact[] = [
  { places: ['itunes:explicit'], ...oneOf('true', 'false', 'yes', 'no', 'clean', 'explicit') },
  { places: ['itunes:block', 'itunes:complete'], ...oneOf('Yes', 'yes', 'No', 'no', 'clean') },
  { places: ['itunes:episodeType'], ...oneOf('full', 'trailer', 'bonus') },
  { places: ['itunes:type'], ...oneOf('episodic', 'serial') },
  {
    places: ['itunes:season', 'itunes:episode'],
    isRight: (value) => /^0*[1-9]\d*$/.test(value.trim()),
    expected: 'a positive whole number',
  },
  {
    places: ['itunes:duration'],
    isRight: (value) => /^(?:\d+|(?:\d+:)?[0-5]?\d:[0-5]\d)$/.test(value.trim()),
    expected: 'seconds, or hours, minutes and seconds as 1:04:30',
  },
  { places: ['itunes:email'], isRight: (value) => isEmail(value.trim()), expected: 'an email address' },
  { places: ['itunes:author', 'itunes:keywords', 'itunes:name', 'itunes:subtitle'], ...atMost(255) },
  { places: ['itunes:summary'], ...atMost(4000) },
]

export const itunesValueInvalid: LintRule = {
  code: 'itunes-value-invalid',
  severity: 'error',
  paragraph: 'Apple, A Podcaster’s Guide to RSS',
  summary: 'The values of iTunes elements are those that Apple expects.',
  fix: 'Write one of the expected values exactly. Apple ignores other values, or refuses the feed.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongValues(document, FACTS)
  },
}
