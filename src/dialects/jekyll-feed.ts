import type { ForeignSite, SiteFolder, UsualFeed } from './dialect.ts'
import { permanentLink } from './permanent-link.ts'

/** Feeds that sites write with a template of their own. */
const OWN_FEEDS = ['feed.xml', 'atom.xml', 'rss.xml', 'index.xml']

/** The template by which the site itself writes its feed, in the folder of the sources. */
function ownFeed(folder: SiteFolder, source: string): { name: string; template: string } | undefined {
  for (const name of OWN_FEEDS) {
    const template = folder.read(source + name)
    if (template !== undefined) return { name, template }
  }
  return undefined
}

export function usualFeed(folder: SiteFolder, { files, options }: ForeignSite): UsualFeed | undefined {
  const own = ownFeed(folder, String(options['source'] ?? ''))
  if (own !== undefined)
    return { path: `/${own.name}`, format: /<rss[\s>]/.test(own.template) ? 'rss' : 'atom' }
  const stated = [...files, 'Gemfile'].map((file) => folder.read(file) ?? '').join('\n')
  const path = /^feed:\s*\n(?:\s+.*\n)*?\s+path:\s*["']?([^\s"'#]+)/m.exec(stated)?.[1] ?? 'feed.xml'
  return /jekyll-feed|\bminima\b|github-pages/.test(stated)
    ? { path: `/${path.replace(/^\//, '')}`, format: 'atom' }
    : undefined
}

/**
 * What the present feed of the site decides: the expression for the id of an item in a template of its own, or for its
 * link if it has no id, and whether the feed has all posts, also those with `hidden`, which Jekyll itself does not know.
 */
export function readOwnFeed(
  folder: SiteFolder,
  source: string,
  hasPlugin: boolean,
): { readonly guid?: string; readonly hasHidden?: true } {
  const own = ownFeed(folder, source)
  if (own === undefined) return hasPlugin ? { hasHidden: true } : {}
  const template = own.template.replace(/\{%-?\s*comment\b[\s\S]*?endcomment\s*-?%\}|<!--[\s\S]*?-->/g, '')
  const loop = /\{%-?\s*for\s+(\w+)\s+in\s+site\.posts\b([\s\S]*)/.exec(template)
  if (loop === null) return {}
  const [, post = '', items = ''] = loop
  const ofPost = new RegExp(`\\b${post}\\.(url|id)\\b`, 'g')
  const expression = [
    /<(?:guid|id)\b[^>]*>([^<]+)</g,
    /<link>([^<]+)</g,
    /<link\b[^>]*\shref="([^<>]+?)"\s*\/?>/g,
  ]
    .flatMap((element) => [...items.matchAll(element)].map(([, inside = '']) => inside.trim()))
    .find((inside) => ofPost.test(inside))
  return {
    ...(expression !== undefined && { guid: expression.replace(ofPost, 'post.$1') }),
    ...(!template.includes('hidden') && { hasHidden: true }),
  }
}

/** The id of a post that a template writes with this expression; undefined if it contains anything unknown. */
export function writtenGuid(
  expression: string,
  post: { readonly url: string; readonly id: string },
  site: ForeignSite,
): string | undefined {
  let isKnown = true
  const text = expression.replace(/\{\{-?([\s\S]*?)-?\}\}/g, (_, inside: string) => {
    const value = outputOf(inside, post, site)
    isKnown &&= value !== undefined
    return value ?? ''
  })
  return !isKnown || text.includes('{%') || text.trim() === '' ? undefined : inAddresses(text.trim(), site)
}

const inAddresses = (text: string, site: ForeignSite): string =>
  /^https?:\/\//i.test(text) ? permanentLink(text, site) : text

/** The value of an output of Liquid: a text or variable, and filters that build addresses. */
function outputOf(output: string, post: { url: string; id: string }, site: ForeignSite): string | undefined {
  const [first = '', ...filters] = output.split('|').map((part) => part.trim())
  const base = String(site.options['site.baseurl'] ?? '').replace(/\/$/, '')
  const read = (written: string): string | undefined => {
    const quoted = /^(["'])(.*)\1$/.exec(written)?.[2]
    if (quoted !== undefined) return quoted
    if (written === 'post.url') return post.url
    if (written === 'post.id') return post.id
    if (!/^site\.\w+$/.test(written)) return undefined
    const value = site.options[written]
    // Jekyll outputs nothing for a missing key, but GitHub Pages adds the address of the site.
    return value === undefined && written === 'site.url' ? undefined : String(value ?? '')
  }
  let value = read(first)
  for (const filter of filters) {
    const [, name = '', argument = ''] = /^(\w+)\s*(?::\s*(.*))?$/.exec(filter) ?? []
    const given = argument === '' ? '' : read(argument)
    if (value === undefined || given === undefined) return undefined
    if (name === 'prepend') value = given + value
    else if (name === 'append') value += given
    else if (name === 'relative_url') value = base + value
    else if (name === 'absolute_url') {
      const address = site.options['site.url']
      if (typeof address !== 'string') return undefined
      value = address.replace(/\/$/, '') + base + value
    } else if (!KEPT.has(name)) return undefined
  }
  return value
}

/** Filters that change nothing in the resulting text of an address. */
const KEPT: ReadonlySet<string> = new Set(['xml_escape', 'escape', 'escape_once', 'strip', 'uri_escape'])
