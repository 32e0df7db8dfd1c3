import { ATTACHMENT_MEMBERS, FEED_MEMBERS, ITEM_MEMBERS, type Members } from '../json-feed-members.ts'
import { type JsonNode, member, membersOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

/** What lists hold. */
const LISTED = new Map<string, JsonNode['kind']>([
  ['authors', 'object'],
  ['hubs', 'object'],
  ['attachments', 'object'],
  ['tags', 'string'],
])

export const jsonTypeWrong: LintRule = {
  code: 'json-type-wrong',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, top-level and items',
  summary: 'Every known member is of the kind the format says.',
  fix: 'Write texts in quotation marks, lists in brackets, and leave out what has no value (no null).',
  appliesTo: ['json'],
  *check(document) {
    const known: [JsonNode | undefined, Members][] = [[document.json, FEED_MEMBERS]]
    for (const item of document.itemObjects) {
      known.push([item, ITEM_MEMBERS])
      for (const attachment of membersOf(member(item, 'attachments')))
        known.push([attachment, ATTACHMENT_MEMBERS])
    }
    for (const [object, kinds] of known)
      for (const [name, kind] of kinds) {
        const node = member(object, name)
        if (node !== undefined && kind !== undefined && node.kind !== kind)
          yield { at: node.start, message: `${name} is of the wrong kind`, got: node.kind, expected: kind }
      }
    for (const object of document.jsonObjects)
      for (const [name, kind] of LISTED)
        for (const node of membersOf(member(object, name)))
          if (node.kind !== kind)
            yield {
              at: node.start,
              message: `A member of ${name} is of the wrong kind`,
              got: node.kind,
              expected: kind,
            }
  },
}
