import { eachItem, firstMissing, type LintProfile, profileRule } from './profile.ts'

const MIB = 1024 * 1024
const MOST_ITEMS = 60
const PAGE = 'Google Publisher Center help, feeds'

/**
 * Google's documentation suggests the title as guid; that contradicts RSS 2.0 and all readers, so it is not checked.
 */
export const google: LintProfile = {
  name: 'google',
  label: 'Google Publisher Center',
  rules: [
    profileRule({
      code: 'google-feed-size',
      severity: 'error',
      paragraph: PAGE,
      summary: 'The feed has at most 2 MiB.',
      fix: 'Publish fewer items, or summaries instead of full texts.',
      *check({ facts, text }) {
        const size = facts.byteLength ?? text.length
        if (size > 2 * MIB)
          yield { at: 0, message: `The feed has ${size} bytes`, expected: `at most ${2 * MIB}` }
      },
    }),
    profileRule({
      code: 'google-article-size',
      severity: 'error',
      paragraph: PAGE,
      summary: 'An article has at most 1 MiB.',
      fix: 'Move pictures out of the text (data: URLs), or split the article.',
      check: (document) =>
        eachItem(document, ({ size }) =>
          size > MIB ? { message: `The item has ${size} characters`, expected: `at most ${MIB}` } : undefined,
        ),
    }),
    profileRule({
      code: 'google-item-count',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'One document has at most 60 items.',
      fix: 'Publish at most 60 items, or use WebSub so that the feed is fetched more often.',
      *check({ items }) {
        const next = items[MOST_ITEMS]
        if (next !== undefined)
          yield {
            at: next.start,
            message: `The feed has ${items.length} items`,
            expected: `at most ${MOST_ITEMS}`,
          }
      },
    }),
    profileRule({
      code: 'google-item-incomplete',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Every item has an id and a date, which shows whether it was modified.',
      fix: 'Add guid and pubDate, or id and published.',
      check: (document) => eachItem(document, (item) => firstMissing(item, ['id', 'date'])),
    }),
  ],
}
