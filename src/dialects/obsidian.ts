import { fieldsOf } from '../article/front-matter/fields.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { plainSite } from './script-site.ts'
import { withoutWikilinks } from './wikilinks.ts'

const NOT_LOOKED_AT = /(?:^|\/)(?:\.[^/]*|templates?|_[^/]*|attachments?)\//i

/** An Obsidian vault. Obsidian publishes files with `publish: true`, and so does this dialect. */
export const obsidian: Dialect = {
  detect: (folder) => folder.names('').includes('.obsidian/'),
  readSite: (_: SiteFolder): ForeignSite => plainSite({ roots: [{ folder: '', section: 'notes' }] }),
  isArticle: (path) => path.endsWith('.md') && !NOT_LOOKED_AT.test(`/${path}`),
  translate,
}

function translate(article: ForeignArticle, site: ForeignSite, vault: SiteFolder) {
  const edited = new EditedFields(article.fields)
  const name = article.path.slice(article.path.lastIndexOf('/') + 1).replace(/\.md$/, '')
  if (!edited.has('title')) edited.state('title', name)
  const section = sectionOf(article.path, site)
  // Unpublished files need no validation.
  if (!edited.has('publish') && !edited.has('dg-publish'))
    return { fields: privateNote(name, section), body: '' }
  edited.rename('permalink', 'url')
  if (!edited.has('url'))
    edited.state('url', `/${article.path.replace(/\.md$/, '').split('/').map(plus).join('/')}`)
  for (const key of ['created', 'date created', 'created_at']) edited.rename(key, 'date')
  for (const key of ['modified', 'date modified', 'updated_at']) edited.rename(key, 'updated')
  edited.drop('cssclasses', 'cssclass', 'aliases', 'alias')
  if (!edited.has('section')) edited.state('section', section)
  return { fields: edited.fields, body: withoutWikilinks(article.body, vault) }
}

const privateNote = (title: string, section: string) => fieldsOf({ title, section, publish: false })

function sectionOf(path: string, { roots }: ForeignSite): string {
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : 'notes'
  return roots.some(({ section }) => section === folder) ? folder : 'notes'
}

const plus = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+')
