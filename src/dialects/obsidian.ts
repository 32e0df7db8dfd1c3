import { fieldsOf } from '../article/front-matter/fields.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { plainSite } from './script-site.ts'

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
  return { fields: edited.fields, body: withoutWikilinks(article.body, (name) => fileNamed(name, vault)) }
}

const privateNote = (title: string, section: string) => fieldsOf({ title, section, publish: false })

function sectionOf(path: string, { roots }: ForeignSite): string {
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : 'notes'
  return roots.some(({ section }) => section === folder) ? folder : 'notes'
}

const plus = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+')

/** File paths of each vault by file name; the shortest of several. */
const known = new WeakMap<SiteFolder, ReadonlyMap<string, string>>()

/**
 * The path of the file that a link refers to by name alone, regardless of its folder; the name itself if there is none.
 */
function fileNamed(name: string, vault: SiteFolder): string {
  const files = known.get(vault) ?? filesOf(vault)
  known.set(vault, files)
  const path = files.get(name)
  return path === undefined ? name : `/${path}`
}

function filesOf(vault: SiteFolder): ReadonlyMap<string, string> {
  const paths: string[] = []
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop())
    for (const name of vault.names(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (!name.endsWith('/')) paths.push(path)
      else if (!name.startsWith('.') && name !== 'node_modules/') waiting.push(path.slice(0, -1))
    }
  // The shortest path is set last, and so is the one that remains.
  const farthest = paths.toSorted((one, other) => other.length - one.length || (one < other ? 1 : -1))
  return new Map(farthest.map((path) => [path.slice(path.lastIndexOf('/') + 1), path]))
}

/**
 * Converts links and embeds of a vault to Markdown; of references to a heading or block only, the heading's text is
 * kept.
 */
function withoutWikilinks(body: string, fileOf: (name: string) => string): string {
  const codeEnds = lastRuns(body)
  let codeUntil = 0
  return body.replace(
    /(`+)|(!?)\[\[([^\][\n|#^]*)(#[^\][\n|]*)?(?:\|([^\][\n]*))?\]\]/g,
    (whole, tick, bang, target = '', heading = '', label, at: number) => {
      if (tick !== undefined && at >= codeUntil) codeUntil = codeEnd(body, at, String(tick), codeEnds)
      if (tick !== undefined || at < codeUntil) return whole
      const name = String(target).trim()
      const isPicture = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(name)
      const text =
        label ?? (name === '' ? String(heading).replace(/^#\^?/, '') : name.slice(name.lastIndexOf('/') + 1))
      if (bang === '!' && isPicture)
        return `![${/^\d+(?:x\d+)?$/.test(String(label ?? '')) ? '' : (label ?? '')}](<${fileOf(name)}>)`
      if (name === '') return String(text)
      return `[${text}](<${fileOf(/\.\w{2,4}$/.test(name) ? name : `${name}.md`)}>)`
    },
  )
}

/** Where the last run of backticks of each length begins. */
function lastRuns(body: string): ReadonlyMap<number, number> {
  return new Map([...body.matchAll(/`+/g)].map(({ 0: run, index }) => [run.length, index]))
}

/**
 * Where the code that begins with this run of backticks ends: at the next run of the same length. `at` if there is
 * none.
 */
function codeEnd(body: string, at: number, run: string, last: ReadonlyMap<number, number>): number {
  if ((last.get(run.length) ?? at) <= at) return at
  const next = new RegExp(`(?<!\`)${run}(?!\`)`, 'g')
  next.lastIndex = at + run.length
  return (next.exec(body)?.index ?? at) + run.length
}
