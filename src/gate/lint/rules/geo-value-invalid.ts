import type { LintRule } from '../rule.ts'
import { type ValueFact, wrongValues } from '../value-facts.ts'

const within = (value: string, most: number) =>
  /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*$/.test(value) && Math.abs(Number(value)) <= most

/** Pairs of latitude and longitude; another rule reports commas between them. */
function arePoints(value: string): boolean {
  const numbers = value.split(/[\s,]+/).filter((one) => one !== '')
  return (
    numbers.length > 0 &&
    numbers.length % 2 === 0 &&
    numbers.every((number, index) => within(number, index % 2 === 0 ? 90 : 180))
  )
}

const FACTS: readonly ValueFact[] = [
  {
    places: ['geo:lat', 'geourl:latitude', 'icbm:latitude'],
    isRight: (value) => within(value, 90),
    expected: 'degrees from -90 to 90',
  },
  {
    places: ['geo:long', 'geourl:longitude', 'icbm:longitude'],
    isRight: (value) => within(value, 180),
    expected: 'degrees from -180 to 180',
  },
  {
    places: ['georss:point', 'georss:line', 'georss:polygon', 'georss:box', 'gml:pos', 'gml:posList'],
    isRight: arePoints,
    expected: 'alternating latitudes and longitudes: 45.256 -71.92',
  },
  {
    places: ['georss:elev', 'georss:floor', 'georss:radius'],
    isRight: (value) => within(value, Number.POSITIVE_INFINITY),
    expected: 'a number',
  },
]

export const geoValueInvalid: LintRule = {
  code: 'geo-value-invalid',
  severity: 'error',
  paragraph: 'GeoRSS Simple; W3C Basic Geo vocabulary',
  summary: 'Positions are in degrees, with the latitude first.',
  fix: 'Write decimal degrees: latitude from -90 to 90, then longitude from -180 to 180.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    yield* wrongValues(document, FACTS)
  },
}
