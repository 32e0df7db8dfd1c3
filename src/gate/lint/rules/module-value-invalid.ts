import type { LintRule } from '../rule.ts'
import { type ValueFact, wrongValues } from '../value-facts.ts'

const FACTS: readonly ValueFact[] = [
  {
    places: ['slash:hit_parade'],
    isRight: (value) => /^\s*\d+\s*(?:,\s*\d+\s*)*$/.test(value),
    expected: 'whole numbers with commas between them',
  },
]

export const moduleValueInvalid: LintRule = {
  code: 'module-value-invalid',
  severity: 'error',
  paragraph: 'RSS 1.0 modules: Slash',
  summary: 'The elements of modules say what their module expects.',
  fix: 'Write one of the expected values, or leave the element out.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    yield* wrongValues(document, FACTS)
  },
}
