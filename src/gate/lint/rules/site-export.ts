import type { LintRule } from '../rule.ts'

const WORDPRESS = /^https?:\/\/wordpress\.org\/export\//
/** Kinds of entries that occur only in a Blogger backup. */
const BLOGGER = /kind#(?:settings|template|comment|page)$/

export const siteExport: LintRule = {
  code: 'site-export',
  severity: 'error',
  paragraph: 'RSS 2.0; WordPress eXtended RSS; Blogger, back up content',
  summary: 'The document is a feed, not the export of a whole site.',
  fix: 'Remove the file from the server. It contains drafts, passwords and email addresses, and must not be public.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    const namespace = [...(document.xml?.namespaces ?? [])].find((uri) => WORDPRESS.test(uri))
    if (namespace !== undefined)
      yield {
        at: document.root?.start ?? 0,
        message: 'This is a WordPress export, not a feed',
        got: namespace,
        expected: 'the feed of the site',
      }
    const backup = document
      .named('atom:category')
      .find(({ attributes }) => BLOGGER.test(attributes.get('term') ?? ''))
    if (backup !== undefined)
      yield {
        at: backup.start,
        message: 'This is the backup of a blog, not a feed',
        got: backup.attributes.get('term') ?? '',
        expected: 'the feed of the site',
      }
  },
}
