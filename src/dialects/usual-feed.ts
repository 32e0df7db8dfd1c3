import type { ForeignSite, SiteFolder } from './dialect.ts'
import type { ExistingFeed } from './first-settings.ts'
import { literalsOfFile, scriptNamed, textOf } from './script-site.ts'

/** The default feed of the program for such a site: readers have it, even if its file is not here. */
export function usualFeed(
  folder: SiteFolder,
  site: ForeignSite,
): Pick<ExistingFeed, 'path' | 'format'> | undefined {
  switch (site.dialect) {
    case 'hugo':
      return { path: '/index.xml', format: 'rss' }
    case 'jekyll':
      return jekyllFeed(folder, site)
    case 'astro': {
      const name = folder
        .names('src/pages')
        .find((file) => /^(?:rss|feed|index|atom)\.xml\.[jt]s$/.test(file))
      return name === undefined ? undefined : { path: `/${name.replace(/\.[jt]s$/, '')}`, format: 'rss' }
    }
    case 'eleventy': {
      const literals = literalsOfFile(folder, scriptNamed(folder, '.eleventy', 'eleventy.config'))
      const path = textOf(literals, 'outputPath')
      const type = textOf(literals, 'type')
      if (path === undefined || !/^\/.*\.(?:xml|json)$/.test(path)) return undefined
      return { path, format: type === 'rss' || type === 'json' ? type : 'atom' }
    }
    default:
      // The feeds of Docusaurus have the same names as ours, and a vault has no feed.
      return undefined
  }
}

function jekyllFeed(folder: SiteFolder, { files }: ForeignSite): ReturnType<typeof usualFeed> {
  const own = ['feed.xml', 'atom.xml', 'rss.xml', 'index.xml'].find((name) => folder.read(name) !== undefined)
  if (own !== undefined)
    return { path: `/${own}`, format: /<rss[\s>]/.test(folder.read(own) ?? '') ? 'rss' : 'atom' }
  const stated = [...files, 'Gemfile'].map((file) => folder.read(file) ?? '').join('\n')
  const path = /^feed:\s*\n(?:\s+.*\n)*?\s+path:\s*["']?([^\s"'#]+)/m.exec(stated)?.[1] ?? 'feed.xml'
  return /jekyll-feed|\bminima\b|github-pages/.test(stated)
    ? { path: `/${path.replace(/^\//, '')}`, format: 'atom' }
    : undefined
}
