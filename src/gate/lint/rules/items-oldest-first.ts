import type { LintRule } from '../rule.ts'

const FEWEST = 3
/** According to RFC 4287 section 4.1.1, the order has no meaning. */
const FEWEST_OF_ATOM = 5

export const itemsOldestFirst: LintRule = {
  code: 'items-oldest-first',
  severity: 'warning',
  paragraph: 'Practice of readers, which take the first items of a feed as the newest; JSON Feed 1.1, items',
  summary: 'The newest item comes first.',
  fix: 'Sort the items by date, with the newest first.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    const isSerial = document.named('itunes:type').some(({ text }) => text.trim() === 'serial')
    if (isSerial || document.named('fh:archive').length > 0) return
    const fewest = document.dialect.family === 'atom' ? FEWEST_OF_ATOM : FEWEST
    const moments = document.aggregatorViews.flatMap(({ date }) => date?.ms ?? [])
    const [first] = moments
    const last = moments.at(-1)
    if (first === undefined || last === undefined || moments.length < fewest || first === last) return
    const rises = moments.every((moment, index) => index === 0 || moment >= (moments[index - 1] ?? moment))
    const newest = document.aggregatorViews.at(-1)
    if (rises && newest !== undefined)
      yield {
        at: newest.at,
        message: 'The newest item comes last, so feed readers that use the first items never show it',
        got: new Date(last).toISOString(),
        expected: 'the newest item first',
      }
  },
}
