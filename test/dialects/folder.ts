import { readDate } from '../../src/article/dates.ts'
import type { Field } from '../../src/article/front-matter/fields.ts'
import { readFrontMatter } from '../../src/article/front-matter/read-front-matter.ts'
import type { Dialect, ForeignSite, SiteFolder } from '../../src/dialects/dialect.ts'

/** A site folder that is a table of its files. */
export function siteFolder(files: Readonly<Record<string, string>>): SiteFolder {
  return {
    read: (path) => files[path],
    names(path) {
      const prefix = path === '' ? '' : `${path}/`
      const below = Object.keys(files).filter((file) => file.startsWith(prefix))
      return [...new Set(below.map((file) => file.slice(prefix.length).replace(/\/.*/, '/')))].toSorted()
    },
  }
}

const said = (field: Field | undefined): unknown => {
  if (field === undefined || field.kind === 'nothing') return undefined
  if (field.kind === 'list') return field.items.map(said)
  if (field.kind === 'map')
    return Object.fromEntries([...field.entries].map(([key, entry]) => [key, said(entry.field)]))
  return field.kind === 'flag' ? field.flag : field.text
}

/** What the dialect makes of every article of the folder, by path: our own keys, the date as a moment. */
export function translated(
  dialect: Dialect,
  files: Readonly<Record<string, string>>,
  over: Partial<ForeignSite> = {},
) {
  const folder = siteFolder(files)
  // With the facts that `init` writes to the settings.
  const site = { ...dialect.readSite(folder, dialect.readSite(folder).facts), ...over }
  const articles = Object.entries(files).flatMap(
    ([path, source]): (readonly [string, Record<string, unknown>])[] => {
      if (!dialect.isArticle(path, site, folder)) return []
      const front = readFrontMatter(source)
      if (!('fields' in front)) throw new Error(`${path}: ${front.map(({ message }) => message).join()}`)
      const { fields, body } = dialect.translate({ path, ...front, source }, site, folder)
      const all = Object.fromEntries([...fields].map(([key, { field }]) => [key, said(field)]))
      const date =
        typeof all['date'] === 'string' ? { date: readDate(all['date'], site.timeZone ?? 'UTC') } : {}
      return [[path, { ...all, ...date, body: body.trim() }] as const]
    },
  )
  return { site, articles: Object.fromEntries(articles) }
}
