import type { TranslatedFile } from '../article/article.ts'
import type { FieldMap } from '../article/front-matter/fields.ts'
import { addressDay } from './address-pattern.ts'
import { withBundleFiles } from './bundle-files.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder, UsualFeed } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { type IniSections, iniSections } from './ini.ts'
import { permanentLink } from './permanent-link.ts'
import { plainSite } from './script-site.ts'
import { firstParagraphOfRst } from './written-header.ts'

const CONTENT = 'content'
/** `contents.lr`, or `contents+de.lr` in another language, of a page below a list of pages. */
const ARTICLE = /^content\/[^/]+\/(?:.+\/)?contents(?:\+([\w-]+))?\.lr$/
const DATES = ['pub_date', 'date', 'publish_date', 'published']
const BODIES = ['body', 'content', 'text', 'contents']

/** Sites made with Lektor: pages with a date below other pages, such as a blog. */
export const lektor: Dialect = {
  endings: /\.lr$/i,
  files: { atRoot: ['assets'], others: 'article' },
  detect: (folder) => projectOf(folder) !== undefined,
  readSite,
  isArticle(path, { lists, permalinks }) {
    const found = ARTICLE.exec(path)
    if (found === null || permalinks[`address ${folderOf(path)}`] !== undefined) return false
    const [, language] = found
    return language === undefined || lists['languages']?.includes(language) === true
  },
  translate,
  usualFeed,
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

const projectOf = (folder: SiteFolder): string | undefined =>
  folder.names('').find((name) => name.endsWith('.lektorproject'))

function readSite(folder: SiteFolder): ForeignSite {
  const project = projectOf(folder) ?? ''
  const sections = iniSections(folder.read(project) ?? '')
  const stated = sections.get('project')
  const alternatives = [...sections].flatMap(([name, values]) =>
    name.startsWith('alternatives.') ? [{ code: name.slice('alternatives.'.length), values }] : [],
  )
  const main = alternatives.find(({ values }) => isYes(values.get('primary')))
  const title = stated?.get('name')
  const url = siteUrlOf(stated?.get('url'))
  const language = main?.code ?? stated?.get('locale')
  const others = alternatives.filter((one) => one !== main)
  const models = modelsIn(folder)
  const pages = pagesIn(folder, CONTENT, '', models)
  return plainSite({
    title,
    url,
    ...(language !== undefined && { language: language.replace('_', '-') }),
    roots: [{ folder: CONTENT }],
    permalinks: Object.fromEntries([
      ...pages.map(({ path, address }) => [`address ${path}`, address]),
      ...pages.map(({ path, slugs }) => [`slugs ${path}`, slugs]),
      ...others.map(({ code, values }) => [`language ${code}`, values.get('url_prefix') ?? `/${code}/`]),
    ]),
    lists: {
      languages: others.map(({ code }) => code),
      hidden: pages.filter(({ isHidden }) => isHidden).map(({ path }) => path),
    },
    files: [project],
  })
}

function modelsIn(folder: SiteFolder): ReadonlyMap<string, IniSections> {
  return new Map(
    folder
      .names('models')
      .filter((name) => name.endsWith('.ini'))
      .map((name) => [name.slice(0, -'.ini'.length), iniSections(folder.read(`models/${name}`) ?? '')]),
  )
}

interface ParentPage {
  readonly path: string
  readonly address: string
  /** Jinja expression for the names of the pages below it in their addresses. */
  readonly slugs: string
  readonly isHidden: boolean
}

/** The pages that have others below them. */
function pagesIn(
  folder: SiteFolder,
  path: string,
  address: string,
  models: ReadonlyMap<string, IniSections>,
): readonly ParentPage[] {
  const below = folder.names(path).filter((name) => name.endsWith('/'))
  if (below.length === 0) return []
  const fields = fieldsIn(folder.read(`${path}/contents.lr`) ?? '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  const own = path === CONTENT ? '' : `${address}/${fields.get('_slug')?.value ?? name}`
  const model = models.get(fields.get('_model')?.value ?? name)
  return [
    {
      path,
      address: own,
      slugs: model?.get('children')?.get('slug_format') ?? '',
      isHidden: isYes(fields.get('_hidden')?.value),
    },
    ...below.flatMap((child) => pagesIn(folder, `${path}/${child.slice(0, -1)}`, own, models)),
  ]
}

const isYes = (value: string | undefined): boolean => /^(?:yes|true|1)$/i.test(value ?? '')

interface Value {
  readonly value: string
  readonly offset: number
}

/** The fields of a page: `key: value`, or lines below `key:`, with `---` between fields. */
function fieldsIn(source: string, separator = /^---[ \t]*$/): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>()
  let key: string | undefined
  let value = { lines: [''], offset: 0 }
  const close = () => {
    if (key !== undefined) found.set(key, { value: value.lines.join('\n').trim(), offset: value.offset })
    key = undefined
  }
  let offset = 0
  for (const whole of source.split('\n')) {
    const line = whole.replace(/\r$/, '')
    if (separator.test(line)) close()
    // A line of the text that is a separator itself has one more sign.
    else if (key !== undefined) value.lines.push(line.replace(/^-(-{3,}[ \t]*)$/, '$1'))
    else {
      const [, name, rest = ''] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? []
      key = name
      value = { lines: [rest], offset }
    }
    offset += whole.length + 1
  }
  close()
  return found
}

const FLOW = /^#### [\w-]+ ####[ \t]*$/m

function translate({ path, source }: ForeignArticle, site: ForeignSite, folder: SiteFolder): TranslatedFile {
  const values = fieldsIn(source.replace(/^\uFEFF/, ''))
  const fields: FieldMap = new Map(
    [...values].map(([key, { value, offset }]) => [
      key,
      {
        keyOffset: offset,
        field: value === '' ? { kind: 'nothing', offset } : { kind: 'text', text: value, offset },
      },
    ]),
  )
  const edited = new EditedFields(fields)
  edited.renameText(DATES, 'date')
  for (const [key, flag] of [
    ['_hidden', 'hidden'],
    ['_discoverable', 'discoverable'],
  ] as const) {
    const stated = edited.text(key)
    edited.drop(key)
    if (stated !== undefined)
      edited.state(flag, { kind: 'flag', flag: isYes(stated), text: stated, offset: 0 })
  }
  const parts = path.split('/').slice(0, -1)
  const parents = parts.map((_, index) => parts.slice(0, index).join('/'))
  // A page without a date is not an article.
  if (!edited.has('date') || parents.some((parent) => site.lists['hidden']?.includes(parent) === true))
    edited.state('draft', { kind: 'flag', flag: true, text: 'true', offset: 0 })
  const parent = parts.slice(0, -1).join('/')
  const format = site.permalinks[`slugs ${parent}`] ?? ''
  const name = parts.at(-1) ?? ''
  const slug = edited.text('_slug') ?? slugOf(format, name, edited, site)
  const language = ARTICLE.exec(path)?.[1]
  const prefix = language === undefined ? '' : (site.permalinks[`language ${language}`] ?? '')
  const address = `${prefix}${site.permalinks[`address ${parent}`] ?? ''}/${slug ?? name}`
  // An address with an ending is that of a file.
  const url = `${address}${address.slice(address.lastIndexOf('/')).includes('.') ? '' : '/'}`.replace(
    /\/{2,}/g,
    '/',
  )
  edited.state('url', url)
  if (language !== undefined) edited.state('language', language.replace('_', '-'))
  const link = permanentLink(url, site)
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', link)
  edited.state('section', parts[1] ?? '')
  const tags = edited.text('tags')?.split('\n') ?? []
  if (tags.length > 0)
    edited.state('tags', {
      kind: 'list',
      items: tags.map((text) => ({ kind: 'text', text: text.trim(), offset: 0 })),
      offset: 0,
    })
  const written = BODIES.map((key) => edited.text(key)).find((text) => text !== undefined) ?? ''
  const body = withBundleFiles(edited, written, path, link, folder)
  edited.drop(...BODIES, '_model', '_slug', '_template')
  return {
    fields: edited.fields,
    ...(FLOW.test(body) ? { body: firstTextOf(body), unread: 'flow blocks' } : { body }),
    ...(slug === undefined && { unsureAddress: '`slug_format` of the model' }),
  }
}

/** The first paragraph of the blocks of a flow. */
function firstTextOf(body: string): string {
  const texts = body.split(FLOW).flatMap((block) => {
    const text = fieldsIn(block.trim(), /^----[ \t]*$/).get('text')?.value
    return text === undefined ? [] : [firstParagraphOfRst(text)]
  })
  return texts.find((text) => text !== '') ?? ''
}

/** The value of a `slug_format`; undefined if it is an expression that is not known. */
function slugOf(format: string, name: string, edited: EditedFields, site: ForeignSite): string | undefined {
  if (format === '') return name
  const [year, month, day] = addressDay(edited.field('date'), site) ?? []
  const bare = (part: string | undefined) => String(Number(part))
  let isKnown = true
  const termOf = (term: string): string => {
    const quoted = /^(["'])(.*)\1$/.exec(term)?.[2]
    if (quoted !== undefined) return quoted
    const [, key = '', part, , pattern] =
      /^this\.(\w+)(?:\.(year|month|day)|\|dateformat=(["'])(.*)\3)?$/.exec(term) ?? []
    if (key === '_id' && part === undefined && pattern === undefined) return name
    if (part !== undefined) return bare({ year, month, day }[part])
    if (pattern !== undefined && /^(?:[yMd]+|[^A-Za-z]+)+$/.test(pattern))
      return pattern
        .replace(/y+/g, year ?? '')
        .replace(/M+/g, (sign) => (sign.length === 1 ? bare(month) : (month ?? '')))
        .replace(/d+/g, (sign) => (sign.length === 1 ? bare(day) : (day ?? '')))
    isKnown = false
    return ''
  }
  const slug = format.replace(/\{\{([\s\S]*?)\}\}/g, (_, expression: string) =>
    expression
      .replace(/\|\s*dateformat\(\s*((["']).*?\2)\s*\)/g, '|dateformat=$1')
      // An article has a date, so that a condition for it is met.
      .replace(/\bif\s+this\.\w+(?:\s+else\s+(["'])\1)?|[()]/g, '')
      .split('~')
      .map((term) => termOf(term.trim()))
      .join(''),
  )
  return isKnown && !slug.includes('{%') ? slug : undefined
}

/** The first feed of the plug-in lektor-atom. */
function usualFeed(folder: SiteFolder): UsualFeed | undefined {
  const [feed] = iniSections(folder.read('configs/atom.ini') ?? '').values()
  if (feed === undefined) return undefined
  const path = feed.get('url_path') ?? `${feed.get('source_path') ?? ''}/feed.xml`
  return { path: `/${path}`.replace(/\/{2,}/g, '/'), format: 'atom' }
}
