import { member, stringOf } from '../json-tree.ts'
import { child } from '../xml-tree.ts'
import { eachItem, firstMissing, insecure, type LintProfile, profileRule, titleOutside } from './profile.ts'

const PAGE = 'Apple News publisher documentation, RSS'

export const apple: LintProfile = {
  name: 'apple',
  label: 'Apple News',
  rules: [
    profileRule({
      code: 'apple-format',
      severity: 'error',
      paragraph: PAGE,
      summary: 'The feed is RSS 2.0 or Atom 1.0.',
      fix: 'Register the address of the RSS or Atom document of the feed.',
      *check({ dialect }) {
        if (dialect.label !== 'RSS 2.0' && dialect.label !== 'Atom 1.0')
          yield {
            at: 0,
            message: 'Apple does not support this format',
            got: dialect.label,
            expected: 'RSS 2.0 or Atom 1.0',
          }
      },
    }),
    profileRule({
      code: 'apple-language-locale',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'The language has a country code.',
      fix: 'Write en-US or en-GB instead of en.',
      *check(document) {
        const element = child(document.channel, 'language')
        const got =
          element?.text ??
          document.channel?.attributes.get('xml:lang') ??
          stringOf(member(document.json, 'language'))
        if (!/-(?:[a-z]{2}|\d{3})(?:-|$)/i.test(got?.trim() ?? ''))
          yield {
            at: element?.start ?? 0,
            message: 'The language has no country',
            got: got ?? 'nothing',
            expected: 'for example en-US',
          }
      },
    }),
    profileRule({
      code: 'apple-item-incomplete',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Every item has title, link and description.',
      fix: 'Add what is missing. The description may be the full text.',
      check: (document) =>
        eachItem(document, (item) =>
          firstMissing({ ...item, summary: item.summary || item.body }, ['title', 'url', 'summary']),
        ),
    }),
    profileRule({
      code: 'apple-title-length',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'Titles have 15 to 60 characters.',
      fix: 'Write a shorter or a longer title.',
      check: (document) => eachItem(document, (item) => titleOutside(item, 15, 60)),
    }),
    profileRule({
      code: 'apple-https',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Articles and pictures are served over https.',
      fix: 'Serve the site over https with a valid certificate, and use https addresses.',
      check: (document) => eachItem(document, insecure),
    }),
    profileRule({
      code: 'apple-read-more',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'Texts are complete, and do not end with a "read more" link.',
      fix: 'Put the full text into the feed.',
      guess: true,
      check: (document) =>
        eachItem(document, (item) => {
          const end = (item.body || item.summary).slice(-200)
          return /(?:read|continue|see) (?:more|reading|the (?:full|rest))[^<]{0,40}<\/a>/i.test(end)
            ? { message: 'The text ends with a link to the rest', got: end, expected: 'the full text' }
            : undefined
        }),
    }),
  ],
}
