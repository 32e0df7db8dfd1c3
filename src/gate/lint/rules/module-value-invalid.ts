import type { LintRule } from '../rule.ts'
import { type ValueFact, wrongValues } from '../value-facts.ts'

const FACTS: readonly ValueFact[] = [
  {
    places: ['slash:hit_parade'],
    isRight: (value) => /^\s*\d+\s*(?:,\s*\d+\s*)*$/.test(value),
    expected: 'whole numbers separated by commas',
  },
]

export const moduleValueInvalid: LintRule = {
  code: 'module-value-invalid',
  severity: 'error',
  paragraph: 'RSS 1.0 modules: Slash',
  summary: 'The values of module elements are those that the module defines.',
  fix: 'Write one of the expected values, or remove the element.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    yield* wrongValues(document, FACTS)
  },
}
