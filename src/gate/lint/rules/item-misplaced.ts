import type { LintRule } from '../rule.ts'

export const itemMisplaced: LintRule = {
  code: 'item-misplaced',
  severity: 'warning',
  paragraph: 'RSS profile, item; W3C validator, MisplacedItem',
  summary: 'Items come after the elements of the channel.',
  fix: 'Move title, link, description and the other elements of the channel before the first <item>.',
  appliesTo: ['rss'],
  *check(document) {
    const { channel } = document
    const first = document.itemElements[0]
    const late = channel?.children.find(
      ({ name, start }) =>
        first !== undefined &&
        start > first.start &&
        name !== 'item' &&
        !name.includes(':') &&
        !name.startsWith('{'),
    )
    if (late !== undefined)
      yield {
        at: late.start,
        message: `<${late.name}> of the channel comes after an item`,
        got: late.name,
        expected: 'before the first item',
      }
  },
}
