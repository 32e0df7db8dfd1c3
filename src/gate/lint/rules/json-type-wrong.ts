import { ATTACHMENT_MEMBERS, FEED_MEMBERS, ITEM_MEMBERS, type Members } from '../json-feed-members.ts'
import { type JsonNode, member, membersOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

/** Types of the elements of lists. */
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
  summary: 'Every member has the type that the format defines.',
  fix: 'Write strings in quotation marks and lists in brackets, and omit members without a value (no null).',
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
          yield { at: node.start, message: `${name} has the wrong type`, got: node.kind, expected: kind }
      }
    for (const object of document.jsonObjects)
      for (const [name, kind] of LISTED)
        for (const node of membersOf(member(object, name)))
          if (node.kind !== kind)
            yield {
              at: node.start,
              message: `A member of ${name} has the wrong type`,
              got: node.kind,
              expected: kind,
            }
  },
}
