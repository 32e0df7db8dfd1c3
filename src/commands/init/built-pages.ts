import { join } from 'node:path'
import { dateIn } from '../../article/dates.ts'
import { instantFromMs, instantToMs } from '../../article/instant.ts'
import { isNoArticlePath, learnSelectors } from '../../article/page/learned-selectors.ts'
import { pageMoment } from '../../article/page/page-moment.ts'
import { type NoArticle, readPage } from '../../article/page/read-page.ts'
import { optionsOf } from '../../article/parse-page.ts'
import { isExampleHost, isPrivateHost } from '../../article/private-host.ts'
import type { FirstSettings } from '../../dialects/first-settings.ts'
import type { ExistingDocument } from '../../gate/existing-feed.ts'
import { homePageIn, pageAt, pagesIn } from '../../sources/built-site.ts'
import { pageAddress, pagePathOf } from '../../sources/page-path.ts'
import { isInSitemap, readSitemap } from '../../sources/sitemap.ts'
import type { Io } from '../command.ts'
import type { Existing } from './present-feed.ts'
import type { Reading } from './readings.ts'
import { type Found, firstSettings } from './settings.ts'
import { addressInSettings, tryOut } from './trial.ts'

/** The pages in each of the folders, if they are articles at all. */
export async function pagesOf(
  found: Found,
  folders: readonly string[],
  [section = 'posts']: readonly string[],
  io: Io,
): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  for (const path of folders) {
    const folder = join(found.siteDir, path)
    // All pages belong to one section, regardless of their folder and content.
    const parts = {
      ...found,
      home: homePageIn(folder),
      seen: addressIn(found.existing, folder),
      sections: [section],
    }
    const plain = firstSettings({ ...parts, source: { kind: 'built', path } })
    const tried = async (items: ExistingDocument['items']): Promise<Omit<Reading, 'title'>> => {
      const { dates = {}, ...learned } = items.length === 0 ? {} : await learnedFor(folder, items, plain)
      const settings = { ...plain, source: { ...plain.source, ...learned }, dates }
      return { settings, trial: await tryOut(found.siteDir, settings, found.existing, io) }
    }
    const title = `The pages in ${path}`
    const stated = await tried(found.existing?.document.items ?? [])
    if (stated.trial.publicArticles.size > 0) {
      readings.push({ title, ...stated })
      continue
    }
    const dated = found.existing === undefined ? datedPagesIn(folder, plain) : []
    const shown = dated.length < LEAST_DATED ? undefined : await tried(dated)
    if (shown !== undefined && shown.trial.publicArticles.size > 0)
      readings.push({ title: `${title}, which are articles by the dates that they show,`, ...shown })
  }
  return readings
}

/** Number of pages that must show a date if nothing else tells that they are articles. */
const LEAST_DATED = 3
/** Minimum number of characters of a text, and maximum share of links in it, in such a page. */
const LEAST_TEXT = 300
const MOST_LINKS = 0.3

/** Pages that show a date below their title or have it in their address, and more text than links. */
function datedPagesIn(folder: string, { url, timeZone = 'UTC' }: FirstSettings): ExistingDocument['items'] {
  const isPossible = (key: string) => !isNoArticlePath(new URL(pageAddress(key, url)).pathname)
  const pages = pagesIn(folder, MOST_DATED, isPossible)
  return pages.flatMap(({ key, source }) => {
    if (isListOf(pages, key)) return []
    const address = pageAddress(key, url)
    const reading = readPage(source, { address, isNamed: true })
    if (!('article' in reading)) return []
    const moment = pageMoment(reading.article.published, undefined, { timeZone })
    const text = plainText(reading.article.html)
    const links = (reading.article.html.match(/<a\s[^>]*>.*?<\/a>/gis) ?? []).map(plainText).join('')
    const isText = text.length >= LEAST_TEXT && links.length <= MOST_LINKS * text.length
    if (moment === undefined || !isText) return []
    return [{ id: '', url: address, title: '', published: instantToMs(moment), body: '' }]
  })
}

const MOST_DATED = 500
const plainText = (html: string): string => html.replace(/<[^>]*>|\s+/g, '')

/** The address of the pages in a folder, from those of the items in the present feed. */
function addressIn(existing: Existing | undefined, folder: string): string | undefined {
  for (const { url } of existing?.document.items ?? []) {
    const address = URL.canParse(url) ? new URL(url) : undefined
    if (address === undefined || isPrivateHost(address.hostname) || isExampleHost(address.hostname)) continue
    const parts = address.pathname.split('/').filter((part) => part !== '')
    const depth = parts.findIndex((_, at) => pageAt(folder, `/${parts.slice(at).join('/')}`) !== undefined)
    if (depth !== -1)
      return new URL(
        `/${parts
          .slice(0, depth)
          .map((part) => `${part}/`)
          .join('')}`,
        address,
      ).href
  }
  return undefined
}

/** Number of pages of each kind that are compared with the feed. */
const MOST_LISTED = 60
const MOST_OTHERS = 200

/** What the pages in a folder do not state themselves, according to the items of a feed. */
async function learnedFor(
  folder: string,
  items: ExistingDocument['items'],
  { url, timeZone = 'UTC' }: FirstSettings,
): Promise<Pick<FirstSettings, 'dates'> & Pick<FirstSettings['source'], 'selectors' | 'sitemap'>> {
  const base = new URL(url).pathname
  // Some generators write the year 1 for pages without a date.
  const dated = items.filter(({ published = 0 }) => published > 0)
  const all = (dated.length > 0 ? dated : items).flatMap((item) => {
    const path = URL.canParse(item.url, url) ? new URL(item.url, url).pathname : '/'
    const below = path.startsWith(base) ? path.slice(base.length) : path
    const page = pageAt(folder, `/${below}`) ?? pageAt(folder, path)
    return page === undefined ? [] : [{ ...item, ...page, address: pageAddress(page.key, url) }]
  })
  const listed = all.filter(({ key }) => !isListOf(all, key))
  const keys = new Set(listed.map(({ key }) => key))
  const sitemap = await readSitemap(folder)
  const isNamed = (key: string) => sitemap === undefined || isInSitemap(sitemap, pagePathOf(base), key)
  const isStale = listed.filter(({ key }) => !isNamed(key)).length > MOST_UNNAMED * listed.length
  const isRead = (key: string) => isStale || isNamed(key)
  const others = pagesIn(folder, MOST_OTHERS, (key) => !keys.has(key) && isRead(key))
  const selectors = {
    ...learnSelectors(
      upTo(MOST_LENGTH, listed.slice(0, MOST_LISTED)),
      upTo(MOST_LENGTH, others).map(({ key, source }) => ({ source, address: pageAddress(key, url) })),
      timeZone,
    ),
  }
  const dates = listed.flatMap(({ source, address, published = 0 }) => {
    const date = published > 0 ? dateIn(instantFromMs(published), 'UTC') : undefined
    if (date === undefined) return []
    const options = optionsOf({ address, selectors })
    const reading = readPage(source, options)
    if ('none' in reading && !UNSTATED.has(reading.none)) return []
    let own = 'article' in reading ? (reading.article.url ?? address) : address
    if ('article' in reading) {
      const at = (knownDates?: ReadonlyMap<string, string>) =>
        pageMoment(reading.article.published, own, { timeZone, ...(knownDates && { knownDates }) })
      if (at() === at(new Map([[own, date]]))) return []
    } else {
      const knownDate = (page: string) => {
        own = page
        return date
      }
      if ('none' in readPage(source, { ...options, knownDate })) return []
    }
    return [[addressInSettings(own, url), date] as const]
  })
  return { selectors, dates: Object.fromEntries(dates), ...(isStale && { sitemap: false }) }
}

/** The first of the pages that are not longer together; parsed pages take many times as much memory. */
function upTo<Page extends { readonly source: string }>(
  length: number,
  pages: readonly Page[],
): readonly Page[] {
  let sum = 0
  return pages.filter(({ source }) => {
    sum += source.length
    return sum <= length
  })
}

/** In characters; no page is longer. */
const MOST_LENGTH = 10_000_000

/** Share of the pages in the feed without which a sitemap is still usable. */
const MOST_UNNAMED = 0.1

/** Why a page in the feed may not be read as an article although it is one. */
const UNSTATED: ReadonlySet<NoArticle> = new Set(['undated', 'unmarked', 'unselected', 'list'])

/** Some generators also write the list of the pages in a folder to the feed. */
function isListOf(pages: readonly { readonly key: string }[], key: string): boolean {
  const folder = /^(.*\/)index\.x?html?$/i.exec(key)?.[1]
  return folder !== undefined && pages.filter((page) => page.key.startsWith(folder)).length > LEAST_LIST
}

/** Number of pages in the feed below a folder, with its own page, up to which that may be an article in parts. */
const LEAST_LIST = 2
