import type { LintRule } from '../rule.ts'

const FEED = new Set([
  'version',
  'title',
  'home_page_url',
  'feed_url',
  'description',
  'user_comment',
  'next_url',
  'icon',
  'favicon',
  'author',
  'authors',
  'language',
  'expired',
  'hubs',
  'items',
])
const ITEM = new Set([
  'id',
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
  'author',
  'authors',
  'tags',
  'language',
  'attachments',
])

export const jsonKeyUnknown: LintRule = {
  code: 'json-key-unknown',
  severity: 'warning',
  paragraph: 'JSON Feed 1.1, extensions (custom keys start with an underscore)',
  summary: 'Members the format does not know start with an underscore.',
  fix: 'Correct the name, or put an underscore before it.',
  appliesTo: ['json'],
  *check(document) {
    for (const object of [document.json, ...document.itemObjects]) {
      if (object?.kind !== 'object') continue
      const known = object === document.json ? FEED : ITEM
      for (const { name, at } of object.keys)
        if (!name.startsWith('_') && !known.has(name))
          yield {
            at,
            message: 'JSON Feed has no such member',
            got: name,
            expected: `a known name, or _${name}`,
          }
    }
  },
}
