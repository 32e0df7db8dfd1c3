import type { LintRule } from '../rule.ts'

export const itemMisplaced: LintRule = {
  code: 'item-misplaced',
  severity: 'warning',
  paragraph: 'RSS profile, item; W3C validator, MisplacedItem',
  summary: 'Items stand behind what is said of the channel.',
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
        message: `<${late.name}> of the channel stands behind an item`,
        got: late.name,
        expected: 'its place before the first item',
      }
  },
}
