import { dateIn, localDay, readDate } from '../article/dates.ts'
import { fieldsOf } from '../article/front-matter/fields.ts'
import { readFrontMatter } from '../article/front-matter/read-front-matter.ts'
import { dayInName } from '../article/name-date.ts'
import { isTimeZone } from '../article/time-zone.ts'
import { EnvironmentError } from '../errors.ts'
import { addressDay } from './address-pattern.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder, UsualFeed } from './dialect.ts'
import { madeAddress, slugified } from './eleventy-addresses.ts'
import { strftime } from './eleventy-dates.ts'
import { feedTemplatesIn } from './eleventy-feeds.ts'
import {
  ARTICLE,
  COLLECTIONS,
  COMPUTED,
  CONFIG_NAMES,
  NOT_LOOKED_AT,
  readSite,
  SCRIPT,
} from './eleventy-site.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { matchesGlob } from './glob.ts'
import { withRootedLinks } from './page-links.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { pathBelow, rootOf } from './roots.ts'
import { literalsIn, withoutComments } from './script-literals.ts'
import { scriptNamed, textOf } from './script-site.ts'

/** Sites made with Eleventy: the Markdown in folders that a data file tags as articles, or that have such names. */
export const eleventy: Dialect = {
  files: { atRoot: ['public'], others: 'path' },
  detect: (folder) => scriptNamed(folder, ...CONFIG_NAMES) !== undefined,
  readSite,
  isArticle(path, { roots, lists }) {
    const root = rootOf(path, roots)
    if (root === undefined || !ARTICLE.test(path)) return false
    const below = pathBelow(path, root)
    if (isIgnored(path, lists['ignored'] ?? [])) return false
    // `posts/posts.md` is the page of the folder.
    const name = root.folder.slice(root.folder.lastIndexOf('/') + 1)
    return (
      !NOT_LOOKED_AT.test(below) &&
      !['index', 'readme', name].includes(below.replace(ARTICLE, '').toLowerCase())
    )
  },
  isPage(path, { options, lists }) {
    const input = String(options['input'] ?? '')
    return (
      isIn(input, path) &&
      ARTICLE.test(path) &&
      !isIn(String(options['layouts'] ?? '_includes'), path) &&
      !NOT_LOOKED_AT.test(path) &&
      !isIgnored(path, lists['ignored'] ?? [])
    )
  },
  translate,
  usualFeed,
}

const isIn = (folder: string, path: string): boolean => folder === '' || path.startsWith(`${folder}/`)

/** Whether a line matches the path or one of its parent folders; a line without a `/` matches at any depth. */
function isIgnored(path: string, lines: readonly string[]): boolean {
  const parts = path.split('/')
  const places = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  return lines.some((line) => {
    const pattern = line.replace(/\/(?:\*\*(?:\/\*)?)?$/, '')
    if (pattern === '') return false
    return (pattern.includes('/') ? places : [...parts, ...places]).some((place) =>
      matchesGlob(place, pattern),
    )
  })
}

function translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder) {
  const edited = new EditedFields(article.fields)
  const own = wordsOf(edited.field('tags'), /$^/)
  const inherited = []
  const scripts: string[] = []
  let maker: { readonly script: string; readonly isOverridden: boolean } | undefined
  for (const { folder, values } of site.defaults) {
    const isBelow = folder === '' || article.path.startsWith(`${folder}/`)
    if (!isBelow && article.path.replace(ARTICLE, '') !== folder) continue
    const { tags, [COMPUTED]: isComputed, [SCRIPT]: script, ...others } = values
    if (typeof script === 'string') {
      scripts.push(script)
      if (isComputed === true) maker ??= { script, isOverridden: edited.has('permalink') }
    }
    inherited.push(...wordsOf(fieldsOf({ tags }).get('tags')?.field, /$^/))
    edited.fill(fieldsOf(others))
  }
  fillFromLayouts(edited, String(site.options['layouts'] ?? '_includes'), folder)
  const computed = edited.field('eleventyComputed')
  if (computed?.kind === 'map')
    for (const [key, { field }] of computed.entries) if (field.kind === 'text') edited.state(key, field)
  const data = new Map(edited.fields)
  // Eleventy merges lists of tags.
  const tags = [...own, ...inherited].filter(
    (tag) => tag.kind === 'text' && !COLLECTIONS.has(tag.text.toLowerCase()),
  )
  edited.drop('tags', 'layout')
  if (tags.length > 0) edited.state('tags', { kind: 'list', items: tags, offset: own[0]?.offset ?? 0 })
  const input = String(site.options['input'] ?? '')
  const below = (input === '' ? article.path : article.path.slice(input.length + 1)).replace(ARTICLE, '')
  // Without the date at the beginning of the name.
  const filePathStem = `/${below.replace(/(^|\/)\d{4}-\d{2}-\d{2}-([^/]+)$/, '$1$2')}`
  const stem = filePathStem.slice(1).replace(/(?:^|\/)index$/, '')
  edited.stateIfMissing('date', dayInName(article.path))
  rollDateOver(edited)
  if (!edited.has('title')) titleByAnotherName(edited)
  // Also without the date of the folder, if that has the name.
  const fileSlug = stem.slice(stem.lastIndexOf('/') + 1).replace(/^\d{4}-\d{2}-\d{2}-/, '')
  const isStated = computed?.kind === 'map' && computed.entries.has('permalink')
  const made =
    maker === undefined || isStated
      ? undefined
      : madeAddress(
          maker,
          scripts,
          {
            path: article.path,
            fileSlug,
            filePathStem,
            date: dateIn(edited.text('date'), site.timeZone ?? 'UTC'),
            field: (name) => data.get(name)?.field,
            isGlobal: (name) => site.lists['globals']?.includes(name) === true,
          },
          folder,
        )
  if (made?.isKnown) {
    edited.drop('permalink')
    if (made.permalink !== undefined) edited.fill(fieldsOf({ permalink: made.permalink }))
  }
  const permalink = edited.field('permalink')
  const isCode = made?.isKnown === false || site.options['computed'] === true
  let codeOfAddress = permalink === undefined && isCode ? 'permalink' : undefined
  // `permalink: false` is a gate, and remains one.
  if (permalink === undefined || permalink.kind === 'text') {
    const pattern = permalink?.kind === 'text' ? permalink.text : undefined
    // Without a permalink, the date in the name is kept; a file in a folder of the same name has the address of the
    // folder.
    const usual = `/${below.replace(/(?:^|\/)index$/, '').replace(/(^|\/)([^/]+)\/\2$/, '$1$2')}/`
    const known = filled(pattern, edited, { fileSlug, filePathStem }, site)
    if (pattern !== undefined && known === undefined) codeOfAddress = pattern
    const url = known ?? usual
    edited.drop('permalink')
    edited.state('url', url.replace(/(?:^|\/)index\.html$/, '/').replace(/\/{2,}/g, '/'))
  }
  if (!edited.has('id') && !edited.has('guid'))
    edited.state('id', permanentLink(edited.text('url') ?? `/${stem}/`, site))
  const root = rootOf(article.path, site.roots)
  edited.state('section', root?.section ?? 'posts')
  return {
    fields: edited.fields,
    body: withRootedLinks(
      article.body.replace(RAW_FENCE, (_, before?: string, after?: string) => before ?? after ?? ''),
      // Pictures and other files are relative to the address of the page.
      { content: input, isRooted: (link) => !link.startsWith('.') && ARTICLE.test(link) },
      folder,
    ),
    ...(codeOfAddress !== undefined && { unsureAddress: codeOfAddress }),
    ...(site.options['datesInCode'] === true && { datesInCode: site.timeZone ?? 'addDateParsing' }),
  }
}

/** Marks of raw text on the lines of a fence, which then begin no line of their own. */
const RAW_FENCE = /^\{%-?\s*raw\s*-?%\}(`{3,}|~{3,})|^(`{3,}|~{3,})[ \t]*\{%-?\s*endraw\s*-?%\}[ \t]*$/gm

/** A permalink in Nunjucks or Liquid whose parts are known; undefined if it would have to be executed. */
function filled(
  pattern: string | undefined,
  edited: EditedFields,
  { fileSlug, filePathStem }: { readonly fileSlug: string; readonly filePathStem: string },
  site: ForeignSite,
): string | undefined {
  if (pattern === undefined) return undefined
  const day = addressDay(edited.field('date'), site)
  const dated = pattern.replace(PAGE_DATE, (whole, format: string) =>
    day === undefined ? whole : strftime(format, day),
  )
  const path = dated.replace(
    /\{\{-?\s*([\w.]+)(?:\s*\|\s*([\w-]+))?\s*-?\}\}/g,
    (whole, name: string, filter?: string) => {
      if (/^(?:page\.)?date$/.test(name) && filter !== undefined)
        return filteredDate(edited, filter, site) ?? whole
      const value =
        name === 'page.fileSlug' ? fileSlug : name === 'page.filePathStem' ? filePathStem : edited.text(name)
      if (value === undefined || (filter !== undefined && !/^slug(?:ify)?$/.test(filter))) return whole
      return filter === undefined ? value : slugified(value)
    },
  )
  return /\{[{%]/.test(path) ? undefined : path.startsWith('/') ? path : `/${path}`
}

/** The date of the page in an address, in Liquid. */
const PAGE_DATE = /\{\{-?\s*(?:page\.)?date\s*\|\s*date:\s*["']([^"']*)["']\s*-?\}\}/g

/** The date of the article as a filter of the site writes it; undefined if the filter is not known. */
function filteredDate(edited: EditedFields, filter: string, site: ForeignSite): string | undefined {
  const known = site.lists['dateFilters']?.find((one) => one.startsWith(`${filter} `))
  const [, zone = 'UTC', ...format] = known?.split(' ') ?? []
  const date = edited.field('date')
  const moment =
    known !== undefined && date?.kind === 'text' ? readDate(date.text, site.timeZone ?? 'UTC') : undefined
  if (typeof moment !== 'string') return undefined
  const { year, month, day } = localDay(moment, isTimeZone(zone) ? zone : 'UTC')
  return strftime(format.join(' '), [year, month, day])
}

/** The front matter of layouts applies to everything that the article does not state. */
function fillFromLayouts(edited: EditedFields, layouts: string, folder: SiteFolder): void {
  let name = edited.text('layout')
  const seen = new Set<string>()
  while (name !== undefined) {
    const base = `${layouts}/${name}`
    if (seen.has(name))
      throw new EnvironmentError(
        'CONTENT_UNREADABLE',
        `${base}: the layouts lead to each other in a circle, so it is not known what is public`,
        { fix: `Correct \`layout\` in ${[...seen].join(', ')}; feeds stay as they are until then.` },
      )
    seen.add(name)
    const text = ['', ...LAYOUT_ENDINGS].map((ending) => folder.read(base + ending)).find((found) => found)
    const front = text === undefined ? [] : readFrontMatter(text)
    if (!('fields' in front)) return
    edited.fill(new Map([...front.fields].filter(([key]) => !OWN_WORDS.has(key.toLowerCase()))))
    const next = front.fields.get('layout')?.field
    name = next?.kind === 'text' ? next.text : undefined
  }
}

/** Keys of a layout that describe the layout itself. */
const OWN_WORDS: ReadonlySet<string> = new Set(['title', 'description', 'tags', 'date'])
const LAYOUT_ENDINGS = ['.njk', '.html', '.liquid', '.webc', '.vto', '.hbs', '.md']

/** A site may have another key for the titles of its articles (`newstitle`): used if it is the only such key. */
function titleByAnotherName(edited: EditedFields): void {
  const titles = [...edited.fields].filter(
    ([key, { field }]) =>
      /(?:^|[a-z_-])title$/i.test(key) &&
      !/sub|sidebar|header|seo|og|meta/i.test(key) &&
      field.kind === 'text',
  )
  const [only, ...others] = titles
  if (only !== undefined && others.length === 0) edited.rename(only[0], 'title')
}

/** That of the RSS plug-in, or of a template. */
function usualFeed(folder: SiteFolder, { options }: ForeignSite): UsualFeed | undefined {
  const file = scriptNamed(folder, ...CONFIG_NAMES)
  // A site may have several feeds; the type of one and the path of another would be no feed of it.
  const plugins = withoutComments(folder.read(file ?? '') ?? '').split(/\baddPlugin\s*\(/)
  for (const literals of plugins.map(literalsIn)) {
    const path = textOf(literals, 'outputPath')
    if (path === undefined || !/^\/.*\.(?:xml|json)$/.test(path)) continue
    const type = textOf(literals, 'type')
    return { path, format: type === 'rss' || type === 'json' ? type : 'atom' }
  }
  const [template] = feedTemplatesIn(folder, String(options['input'] ?? ''))
  return template && { path: template.path, format: template.format }
}
