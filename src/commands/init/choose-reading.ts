import { join, relative } from 'node:path'
import { isWithin } from '../../article/key.ts'
import { foldersLeftOut } from '../../dialects/article-folders.ts'
import type { SiteFolder } from '../../dialects/dialect.ts'
import { dialectEntries, dialectsOf, guessedDialect } from '../../dialects/index.ts'
import { statedAddress } from '../../dialects/stated-address.ts'
import { UsageError } from '../../errors.ts'
import { count } from '../../reporting/count.ts'
import { homePageIn } from '../../sources/built-site.ts'
import { siteFolderAt } from '../../sources/site-files.ts'
import type { Io } from '../command.ts'
import { pagesOf } from './built-pages.ts'
import { type Existing, pageFoldersIn } from './present-feed.ts'
import { chosenOf, partsLost, type Reading } from './readings.ts'
import { reportOf } from './report.ts'
import { sectionsIn } from './sections.ts'
import { firstSettings } from './settings.ts'
import { tryOut } from './trial.ts'

/** Tries every way to read the site, reports the results, and chooses the best. */
export async function readingOf(
  siteDir: string,
  existing: Existing | undefined,
  url: string | undefined,
  io: Io,
  say: (line: string) => void,
): Promise<Reading> {
  const folder = siteFolderAt(siteDir)
  const sites = await Promise.all(
    (await dialectsOf(folder)).map(async (one) => ({
      dialect: one,
      sections: await sectionsIn(siteDir, one, io.signal),
    })),
  )
  const builtFolders = pageFoldersIn(siteDir)
  const below = sites.length > 0 ? undefined : await siteBelow(folder)
  const { dialect, sections } = sites.find(({ sections: found }) => found.length > 0) ??
    (sites.length === 0 ? await guessed(siteDir, folder, below?.path, io) : undefined) ?? {
      dialect: sites[0]?.dialect,
      sections: [],
    }
  const foreign = dialect?.readSite(folder)
  if (dialect === undefined && builtFolders.length === 0)
    throw new UsageError(
      `${relative(io.cwd, siteDir) || '.'} is not a site of a supported program (${dialectEntries.map(({ title }) => title).join(', ')}), and has no built pages`,
      below === undefined
        ? 'run the command in the folder of the site; build the site of any other program first, because init reads its pages; for articles of no program, write the settings as in docs/settings.md'
        : `${below.path} is a site of ${below.title}: run the command there`,
    )
  const usual = foreign === undefined ? undefined : dialect?.usualFeed?.(folder, foreign)
  const stated = foreign?.url === undefined ? statedAddress(folder) : undefined
  const found = { siteDir, foreign, usual, stated, existing, url, now: io.now() }
  const sources: Reading[] = []
  if (dialect !== undefined && foreign !== undefined && sections.length > 0) {
    const settings = firstSettings({
      ...found,
      home: builtFolders
        .map((built) => homePageIn(join(siteDir, built)))
        .find(({ url }) => url !== undefined),
      source: { kind: dialect.name, path: '.', ...(foreign.facts && { facts: foreign.facts }) },
      sections,
    })
    const trial = await tryOut(siteDir, settings, existing, io)
    sources.push({ title: dialect.title, settings, trial })
    say(`${dialect.title} in ${siteDir}`)
    for (const line of reportOf(trial)) say(line)
    for (const line of leftOutLines(foldersLeftOut(folder, foreign.roots))) say(line)
    for (const other of sites)
      if (other.dialect !== dialect && other.sections.length > 0)
        say(
          `  also a site of ${other.dialect.title}: its articles are left out, unless \`sources\` has { kind: ${other.dialect.name}, path: "." } as well`,
        )
  }
  const [source] = sources
  // If the program's own files contain all articles, pages are not needed.
  const pages =
    source === undefined || partsLost(source) > 0 ? await pagesOf(found, builtFolders, sections, io) : []
  for (const { title, trial } of pages) {
    say(`${title} in ${siteDir}`)
    for (const line of reportOf(trial)) say(line)
  }
  const { reading, reason } = chosenOf(source, pages)
  if (reading === undefined)
    throw new UsageError(
      `no article with a date was found in the ${dialect === undefined ? 'pages' : `folders of ${dialect.title}`}`,
      dialect === undefined
        ? 'set a selector for articles: see docs/built-pages.md'
        : 'a folder that a script computes is not known, since scripts are not run: write the settings, or build the site and run init again; see docs/sites.md',
    )
  if (reason !== undefined) say(`  ${reason}`)
  if (stated !== undefined && reading.settings.url === stated.url && url === undefined)
    say(`  the address of the site is from ${stated.file}`)
  return reading
}

const MOST_NAMED = 5

/** Folders with dated Markdown that has no feed, those with the most files first. */
function leftOutLines(folders: ReturnType<typeof foldersLeftOut>): readonly string[] {
  const all = folders.toSorted((one, other) => other.count - one.count)
  const lines = all
    .slice(0, MOST_NAMED)
    .map(
      ({ path, count: files }) =>
        `  not read: ${count(files, 'dated Markdown file')} in ${path === '' ? 'the top folder' : path}`,
    )
  const others = all.slice(MOST_NAMED).reduce((sum, { count: files }) => sum + files, 0)
  return others === 0
    ? lines
    : [...lines, `  not read: ${count(others, 'dated Markdown file')} in other folders`]
}

/** The dialect of a folder of articles in which no program is recognized, and its sections. */
async function guessed(siteDir: string, folder: SiteFolder, below: string | undefined, io: Io) {
  const dialect = await guessedDialect(folder)
  if (dialect === undefined) return undefined
  const { roots } = dialect.readSite(folder)
  if (below !== undefined && roots.some(({ folder: path }) => isWithin(path, below))) return undefined
  const sections = await sectionsIn(siteDir, dialect, io.signal)
  return sections.length === 0 ? undefined : { dialect, sections }
}

/** A subfolder that is the site of a known program, and the program. */
async function siteBelow(folder: SiteFolder) {
  const below = (path: string) =>
    folder
      .names(path.replace(/\/$/, ''))
      .flatMap((name) => (/^(?!\.|node_modules\/).*\/$/.test(name) ? [`${path}${name}`] : []))
  const top = below('')
  for (const name of [...top, ...top.flatMap(below)]) {
    const [dialect] = await dialectsOf({
      read: (path) => folder.read(name + path),
      names: (path) => folder.names(`${name}${path}`.replace(/\/$/, '')),
    })
    if (dialect !== undefined) return { path: name.slice(0, -1), title: dialect.title }
  }
  return undefined
}
