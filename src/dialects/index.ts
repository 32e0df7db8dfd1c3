import { isTimeZone } from '../article/time-zone.ts'
import type { Finding } from '../finding.ts'
import type { DialectEntry, ForeignSite, KnownDialect, SiteFolder } from './dialect.ts'

/** Programs whose folders can be read directly, the most reliably recognized first. */
export const dialectEntries: readonly DialectEntry[] = [
  {
    name: 'docusaurus',
    title: 'Docusaurus',
    load: async () => (await import('./docusaurus.ts')).docusaurus,
  },
  {
    name: 'astro',
    title: 'Astro',
    load: async () => (await import('./astro.ts')).astro,
  },
  {
    name: 'eleventy',
    title: 'Eleventy',
    load: async () => (await import('./eleventy.ts')).eleventy,
  },
  {
    name: 'mkdocs',
    title: 'MkDocs',
    load: async () => (await import('./mkdocs.ts')).mkdocs,
  },
  {
    name: 'quartz',
    title: 'Quartz',
    load: async () => (await import('./quartz.ts')).quartz,
  },
  {
    name: 'gatsby',
    title: 'Gatsby',
    load: async () => (await import('./gatsby.ts')).gatsby,
  },
  {
    name: 'nuxt',
    title: 'Nuxt Content',
    load: async () => (await import('./nuxt.ts')).nuxt,
  },
  {
    name: 'quarto',
    title: 'Quarto',
    load: async () => (await import('./quarto.ts')).quarto,
  },
  {
    name: 'bridgetown',
    title: 'Bridgetown',
    load: async () => (await import('./bridgetown.ts')).bridgetown,
  },
  {
    name: 'pelican',
    title: 'Pelican',
    load: async () => (await import('./pelican.ts')).pelican,
  },
  {
    name: 'nikola',
    title: 'Nikola',
    load: async () => (await import('./nikola.ts')).nikola,
  },
  {
    name: 'lektor',
    title: 'Lektor',
    load: async () => (await import('./lektor.ts')).lektor,
  },
  {
    name: 'hexo',
    title: 'Hexo',
    load: async () => (await import('./hexo.ts')).hexo,
  },
  {
    name: 'jekyll',
    title: 'Jekyll',
    settles: 'guid',
    load: async () => (await import('./jekyll.ts')).jekyll,
  },
  {
    name: 'zola',
    title: 'Zola',
    load: async () => (await import('./zola.ts')).zola,
  },
  {
    name: 'hugo',
    title: 'Hugo',
    load: async () => (await import('./hugo.ts')).hugo,
  },
  {
    name: 'next',
    title: 'Next.js',
    load: async () => (await import('./next.ts')).next,
  },
  {
    name: 'vitepress',
    title: 'VitePress',
    load: async () => (await import('./vitepress.ts')).vitepress,
  },
  {
    name: 'vuepress',
    title: 'VuePress',
    load: async () => (await import('./vuepress.ts')).vuepress,
  },
  {
    name: 'obsidian',
    title: 'Obsidian',
    load: async () => (await import('./obsidian.ts')).obsidian,
  },
  {
    name: 'other',
    title: 'another program',
    isGuess: true,
    settles: 'folders',
    load: async () => (await import('./other.ts')).other,
  },
]

/** The dialect with this name in settings. */
export async function loadDialect(name: string): Promise<KnownDialect> {
  const entry = dialectEntries.find((dialect) => dialect.name === name)
  if (entry === undefined) throw new RangeError(`there is no dialect ${name}`)
  return loaded(entry)
}

/** The programs whose site the folder may be, the most likely first; empty if none is recognized. */
export async function dialectsOf(folder: SiteFolder): Promise<readonly KnownDialect[]> {
  const dialects = await Promise.all(dialectEntries.filter(({ isGuess }) => isGuess !== true).map(loaded))
  return dialects.filter((dialect) => dialect.detect(folder))
}

/** The dialect for a folder of articles in which no program is recognized; undefined if it has none. */
export async function guessedDialect(folder: SiteFolder): Promise<KnownDialect | undefined> {
  const dialects = await Promise.all(dialectEntries.filter(({ isGuess }) => isGuess === true).map(loaded))
  return dialects.find((dialect) => dialect.detect(folder))
}

async function loaded({ load, ...names }: DialectEntry): Promise<KnownDialect> {
  const dialect = await load()
  return { ...dialect, ...names, readSite: (...given) => withKnownZone(dialect.readSite(...given)) }
}

/** Programs take a time zone that they do not know for UTC. */
function withKnownZone({ timeZone, ...site }: ForeignSite): ForeignSite {
  if (timeZone === undefined) return site
  if (isTimeZone(timeZone)) return { ...site, timeZone }
  const remark: Finding = {
    code: 'time-zone-unknown',
    severity: 'warning',
    ...(site.files[0] !== undefined && { file: site.files[0] }),
    message: `the time zone ${timeZone} is not known, so dates without an offset are in UTC`,
    fix: 'use a name of the IANA list, such as Europe/Berlin',
  }
  return { ...site, remarks: [...site.remarks, remark] }
}
