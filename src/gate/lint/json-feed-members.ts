import { type JsonNode, type JsonObject, member, membersOf } from './json-tree.ts'

type Kind = JsonNode['kind']
/** Members of an object by name, with the type of each; undefined if a separate rule checks it. */
export type Members = ReadonlyMap<string, Kind | undefined>

const each = (names: string, kind?: Kind) => names.split(' ').map((name) => [name, kind] as const)

/** JSON Feed 1.1, top-level. */
export const FEED_MEMBERS: Members = new Map([
  ...each('version items'),
  ...each('author', 'object'),
  ...each('title home_page_url feed_url description user_comment next_url icon favicon language', 'string'),
  ...each('authors hubs', 'array'),
  ...each('expired', 'boolean'),
])

/** JSON Feed 1.1, items. */
export const ITEM_MEMBERS: Members = new Map([
  ...each('id'),
  ...each('author', 'object'),
  ...each('url external_url title content_html content_text summary image banner_image', 'string'),
  ...each('date_published date_modified language', 'string'),
  ...each('authors tags attachments', 'array'),
])

/** JSON Feed 1.1, attachments. */
export const ATTACHMENT_MEMBERS: Members = new Map([
  ...each('url mime_type title', 'string'),
  ...each('size_in_bytes duration_in_seconds', 'number'),
])

/** The authors of a feed or an item, in both syntaxes of JSON Feed. */
export function authorsOf(object: JsonObject): readonly JsonNode[] {
  const author = member(object, 'author')
  return [...membersOf(member(object, 'authors')), ...(author === undefined ? [] : [author])]
}
