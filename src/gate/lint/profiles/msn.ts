import { instantToMs } from '../../../article/instant.ts'
import { member, stringOf } from '../json-tree.ts'
import { child } from '../xml-tree.ts'
import { eachItem, firstMissing, insecure, type LintProfile, profileRule, titleOutside } from './profile.ts'

const PAGE = 'Microsoft Start partner documentation, feeds'
const YEAR = 365 * 86_400_000

/** Microsoft's list of allowed tags is not public; `html-unsafe-element` reports those that no one allows. */
export const msn: LintProfile = {
  name: 'msn',
  label: 'MSN (Microsoft Start)',
  rules: [
    profileRule({
      code: 'msn-https',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Articles and pictures are served over https.',
      fix: 'Serve the site over https, and use https addresses.',
      check: (document) => eachItem(document, insecure),
    }),
    profileRule({
      code: 'msn-item-incomplete',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Every item has an id, a title, a date, a link and a body.',
      fix: 'Add what is missing.',
      check: (document) =>
        eachItem(document, (item) =>
          firstMissing({ ...item, body: item.body || item.summary }, ['id', 'title', 'date', 'url', 'body']),
        ),
    }),
    profileRule({
      code: 'msn-title-length',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Titles have 20 to 150 characters.',
      fix: 'Write a shorter or a longer title.',
      check: (document) => eachItem(document, (item) => titleOutside(item, 20, 150)),
    }),
    profileRule({
      code: 'msn-date-age',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'Dates are in the past, and at most 365 days old.',
      fix: 'Move older articles to the archive documents of the feed.',
      *check(document) {
        const { now } = document.facts
        if (now === undefined) return
        const present = instantToMs(now)
        yield* eachItem(document, ({ date }) =>
          date !== undefined && (date.ms > present || date.ms < present - YEAR)
            ? {
                message: 'The date is in the future, or older than a year',
                expected: `365 days before ${now}`,
              }
            : undefined,
        )
      },
    }),
    profileRule({
      code: 'msn-language-mixed',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'All items are in one language.',
      fix: 'Publish one feed for each language.',
      *check(document) {
        const stated =
          child(document.channel, 'language')?.text ?? document.channel?.attributes.get('xml:lang')
        const expected = (stated ?? stringOf(member(document.json, 'language')))?.trim()
        yield* eachItem(document, ({ language }) =>
          language !== '' && expected !== undefined && language.toLowerCase() !== expected.toLowerCase()
            ? { message: 'The item is in another language than the feed', got: language, expected }
            : undefined,
        )
      },
    }),
  ],
}
