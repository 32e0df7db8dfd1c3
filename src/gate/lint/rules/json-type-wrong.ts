import { type JsonNode, member, membersOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

const FEED = new Map<string, JsonNode['kind']>([
  ...[
    'title',
    'home_page_url',
    'feed_url',
    'description',
    'user_comment',
    'next_url',
    'icon',
    'favicon',
    'language',
  ].map((name) => [name, 'string'] as const),
  ...['authors', 'hubs'].map((name) => [name, 'array'] as const),
  ['expired', 'boolean'],
])
const ITEM = new Map<string, JsonNode['kind']>([
  ...[
    'url',
    'external_url',
    'title',
    'content_html',
    'content_text',
    'summary',
    'image',
    'banner_image',
    'date_published',
    'date_modified',
    'language',
  ].map((name) => [name, 'string'] as const),
  ...['authors', 'tags', 'attachments'].map((name) => [name, 'array'] as const),
])
const ATTACHMENT = new Map<string, JsonNode['kind']>([
  ...['url', 'mime_type', 'title'].map((name) => [name, 'string'] as const),
  ...['size_in_bytes', 'duration_in_seconds'].map((name) => [name, 'number'] as const),
])

export const jsonTypeWrong: LintRule = {
  code: 'json-type-wrong',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, top-level and items',
  summary: 'Every known member is of the kind the format says.',
  fix: 'Write texts in quotation marks, lists in brackets, and leave out what has no value (no null).',
  appliesTo: ['json'],
  *check(document) {
    const known: [JsonNode | undefined, ReadonlyMap<string, JsonNode['kind']>][] = [[document.json, FEED]]
    for (const item of document.itemObjects) {
      known.push([item, ITEM])
      for (const attachment of membersOf(member(item, 'attachments'))) known.push([attachment, ATTACHMENT])
    }
    for (const [object, kinds] of known)
      for (const [name, kind] of kinds) {
        const node = member(object, name)
        if (node !== undefined && node.kind !== kind)
          yield { at: node.start, message: `${name} is of the wrong kind`, got: node.kind, expected: kind }
      }
  },
}
