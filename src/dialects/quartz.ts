import { fieldsOf } from '../article/front-matter/fields.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { matchesGlob } from './glob.ts'
import { withRootedLinks } from './page-links.ts'
import { permanentLink } from './permanent-link.ts'
import { rootOf } from './roots.ts'
import { withoutComments } from './script-literals.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'
import { withoutWikilinks } from './wikilinks.ts'

const CONTENT = 'content'
const NAMES = 'quartz.config'

/** Digital gardens made with Quartz 4: the notes of a vault in `content`. */
export const quartz: Dialect = {
  files: { atRoot: [CONTENT], others: 'path', written: slugged },
  detect: (folder) => scriptNamed(folder, NAMES) !== undefined,
  readSite,
  isArticle: (path, site) => isPage(path, site) && !/(?:^|\/)_?index\.md$/.test(path),
  isPage,
  leavesOut,
  translate,
  usualFeed: () => ({ path: '/index.xml', format: 'rss' }),
}

function isPage(path: string, site: ForeignSite): boolean {
  return path.endsWith('.md') && !leavesOut(path, site)
}

function leavesOut(path: string, { lists }: ForeignSite): boolean {
  const below = path.slice(CONTENT.length + 1)
  return (
    !path.startsWith(`${CONTENT}/`) ||
    /(?:^|\/)\./.test(below) ||
    (lists['ignored'] ?? []).some((pattern) => isBelow(below, pattern))
  )
}

/** Whether a pattern matches the path or one of the folders that it is in; with double asterisks, at any depth. */
function isBelow(path: string, pattern: string): boolean {
  const parts = path.split('/')
  const bare = pattern.replace(/^(?:\.?\/|\*\*\/)+|\/(?:\*\*(?:\/\*)?)?$/g, '')
  const starts = pattern.startsWith('**/') ? parts.keys() : [0]
  return [...starts].some((start) =>
    parts.some((_, index) => index >= start && matchesGlob(parts.slice(start, index + 1).join('/'), bare)),
  )
}

function readSite(folder: SiteFolder): ForeignSite {
  const file = scriptNamed(folder, NAMES) ?? `${NAMES}.ts`
  const script = withoutComments(folder.read(file) ?? '')
  const literals = literalsOfFile(folder, file)
  const title = textOf(literals, 'pageTitle')
  const host = textOf(literals, 'baseUrl')
  const url = siteUrlOf(host === undefined || /^https?:/.test(host) ? host : `https://${host}`)
  const language = textOf(literals, 'locale')
  const ignored = /\bignorePatterns\s*:\s*\[([^\]]*)\]/.exec(script)?.[1] ?? "'private', 'templates'"
  return plainSite({
    title,
    url,
    language,
    roots: [
      { folder: CONTENT, section: 'notes' },
      ...folder
        .names(CONTENT)
        .filter((name) => /^[^.].*\/$/.test(name))
        .map((name) => ({ folder: `${CONTENT}/${name.slice(0, -1)}`, section: name.slice(0, -1) })),
    ],
    options: { isExplicit: /\bExplicitPublish\s*\(/.test(script) },
    lists: { ignored: [...ignored.matchAll(/['"`]([^'"`]+)['"`]/g)].map(([, pattern = '']) => pattern) },
    files: [file],
  })
}

function translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder) {
  const edited = new EditedFields(article.fields)
  const below = article.path.slice(CONTENT.length + 1).replace(/\.md$/, '')
  const section = rootOf(article.path, site.roots)?.section ?? 'notes'
  const name = below.slice(below.lastIndexOf('/') + 1)
  if (!edited.has('title')) edited.state('title', name)
  // Unpublished notes need no validation.
  if (site.options['isExplicit'] === true && !edited.has('publish'))
    return { fields: fieldsOf({ title: name, section, publish: false }), body: '' }
  for (const key of ['created', 'published', 'publishDate'])
    if (!edited.has('date')) edited.rename(key, 'date')
  for (const key of ['modified', 'lastmod', 'last-modified']) edited.rename(key, 'updated')
  edited.drop(
    'created',
    'modified',
    'lastmod',
    'last-modified',
    'aliases',
    'alias',
    'cssclasses',
    'permalink',
  )
  const url = encodeURI(`/${slugged(below.replace(/(^|\/)_?index$/, '$1'))}`)
  edited.state('url', url)
  if (!edited.has('id')) edited.state('id', permanentLink(url, site))
  edited.state('section', section)
  const body = withoutWikilinks(article.body, folder, CONTENT)
  return {
    fields: edited.fields,
    body: withRootedLinks(body, { content: CONTENT, isRooted: (link) => !link.startsWith('.') }, folder),
  }
}

/** The path in an address that Quartz makes of that of a file. */
function slugged(path: string): string {
  return path.replace(/\s/g, '-').replaceAll('&', '-and-').replaceAll('%', '-percent').replace(/[?#]/g, '')
}
