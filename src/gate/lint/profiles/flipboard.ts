import { eachItem, firstMissing, type LintProfile, profileRule } from './profile.ts'

const PAGE = 'Flipboard publisher documentation, RSS'
const LEAST_ITEMS = 30
/** Length of the shorter side in pixels. */
const LEAST_SIDE = 400
const LEAST_TEXT = 300

export const flipboard: LintProfile = {
  name: 'flipboard',
  label: 'Flipboard',
  rules: [
    profileRule({
      code: 'flipboard-item-count',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'The feed has at least 30 items.',
      fix: 'Raise the number of items in the feed.',
      *check({ items }) {
        if (items.length < LEAST_ITEMS)
          yield { at: 0, message: `The feed has ${items.length} items`, expected: `at least ${LEAST_ITEMS}` }
      },
    }),
    profileRule({
      code: 'flipboard-item-incomplete',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Every item has an id, a date and the name of an author.',
      fix: 'Add guid, pubDate and dc:creator, or the corresponding elements of the format.',
      check: (document) => eachItem(document, (item) => firstMissing(item, ['id', 'date', 'author'])),
    }),
    profileRule({
      code: 'flipboard-body-missing',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Every item has its full text.',
      fix: 'Add content:encoded, or content.',
      check: (document) => eachItem(document, (item) => firstMissing(item, ['body'])),
    }),
    profileRule({
      code: 'flipboard-text-length',
      severity: 'warning',
      paragraph: PAGE,
      summary: 'The text of an item has at least 300 characters.',
      fix: 'Put more than a teaser into the feed.',
      check: (document) =>
        eachItem(document, (item) => {
          const { length } = (item.body || item.summary).replace(/<[^<>]*>/g, '')
          return length < LEAST_TEXT
            ? { message: `The text has ${length} characters`, expected: `at least ${LEAST_TEXT}` }
            : undefined
        }),
    }),
    profileRule({
      code: 'flipboard-image-missing',
      severity: 'error',
      paragraph: PAGE,
      summary: 'Every item has a picture with at least 400 pixels on its shorter side.',
      fix: 'Add a larger picture as media:content with its actual width and height.',
      check: (document) =>
        eachItem(document, ({ images }) =>
          images().some(({ width, height }) => Math.min(width ?? Infinity, height ?? Infinity) >= LEAST_SIDE)
            ? undefined
            : {
                message: 'The item has no large enough picture',
                got: `${images().length} pictures`,
                expected: `${LEAST_SIDE} pixels`,
              },
        ),
    }),
  ],
}
