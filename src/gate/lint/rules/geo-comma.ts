import type { LintRule } from '../rule.ts'
import { wrongValues } from '../value-facts.ts'

export const geoComma: LintRule = {
  code: 'geo-comma',
  severity: 'warning',
  paragraph: 'GeoRSS Simple, point (separated by white space); W3C validator, CoordComma',
  summary: 'Latitude and longitude are separated by a space.',
  fix: 'Write 45.256 -71.92, without a comma.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    yield* wrongValues(document, [
      {
        places: ['georss:point', 'georss:line', 'georss:polygon', 'georss:box', 'gml:pos', 'gml:posList'],
        isRight: (value) => !value.includes(','),
        expected: 'spaces between the numbers',
      },
    ])
  },
}
