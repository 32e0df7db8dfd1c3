import { basename } from 'node:path'
import { canonicalLanguage } from '../../article/language.ts'
import type { HomePage } from '../../article/page/home-page.ts'
import { isExampleHost, isPrivateHost } from '../../article/private-host.ts'
import type { ForeignSite, UsualFeed } from '../../dialects/dialect.ts'
import type { ExistingFeed, FirstSettings } from '../../dialects/first-settings.ts'
import type { StatedAddress } from '../../dialects/stated-address.ts'
import { UsageError } from '../../errors.ts'
import type { Existing } from './present-feed.ts'

/** What one way to read a site adds to that. */
type SourceChoice = Pick<FirstSettings, 'source' | 'sections'> & {
  /** The first of its built pages. */
  readonly home: HomePage | undefined
  /** The address of these pages in the present feed. */
  readonly seen?: string | undefined
}

/** What is known about a site before its articles are read. */
export interface Found {
  readonly siteDir: string
  readonly foreign: ForeignSite | undefined
  /** The feed that the site's program writes. */
  readonly usual: UsualFeed | undefined
  /** The address of the site, if its configuration does not state it. */
  readonly stated: StatedAddress | undefined
  readonly existing: Existing | undefined
  /** The address that the user states. */
  readonly url: string | undefined
  readonly now: number
}

/**
 * The settings for one way to read the site.
 *
 * @throws UsageError if the address of the site is not known.
 */
export function firstSettings({
  siteDir,
  foreign,
  usual,
  stated: statedAddress,
  existing,
  url: named,
  now,
  home,
  seen,
  source,
  sections,
}: Found & SourceChoice): FirstSettings {
  const known = existing?.document.home
  // The feed may be of a preview on the user's machine.
  const host = known === undefined ? undefined : new URL(known).hostname
  const isPublic = host !== undefined && !isPrivateHost(host) && !isExampleHost(host)
  const url =
    named ?? foreign?.url ?? home?.url ?? seen ?? statedAddress?.url ?? (isPublic ? known : undefined)
  if (url === undefined)
    throw new UsageError(
      'the address of the site is neither in its configuration nor on its first page',
      'set it with feedwright init --url https://example.org/; scripts are not run, so values that they compute are not known',
    )
  const language = foreign?.language ?? home?.language
  const stated = foreign?.title ?? (existing?.document.title || home?.title)
  const title = stated ?? basename(siteDir)
  const absolute = url.endsWith('/') ? url : `${url}/`
  const feed = existing === undefined ? usual && { ...usual, items: 0, title } : feedOf(existing, absolute)
  return {
    title,
    ...(stated === undefined && { isTitleGuessed: true as const }),
    url: absolute,
    since: new Date(now).getUTCFullYear(),
    // A configuration may contain the name of a language, but readers need a BCP 47 tag.
    ...(language !== undefined && canonicalLanguage(language) !== undefined && { language }),
    ...(foreign?.timeZone !== undefined && { timeZone: foreign.timeZone }),
    ...(foreign?.author !== undefined && { author: foreign.author }),
    source,
    sections,
    isMultilingual: source.kind !== 'built' && (foreign?.lists['languages'] ?? []).length > 0,
    ...(feed !== undefined && { feed }),
    ids: {},
  }
}

/**
 * How to keep the existing feed: at its address, if that is on the site, or on a machine where the site is previewed.
 */
function feedOf(
  { path, address, document: { format, title, items } }: Existing,
  siteUrl: string,
): ExistingFeed {
  const { host, pathname } = new URL(siteUrl)
  const isElsewhere = address !== undefined && address.host !== host && !isPrivateHost(address.hostname)
  const below = address !== undefined && path.startsWith(pathname) ? `/${path.slice(pathname.length)}` : path
  return {
    // A server returns the page of a folder at the address of the folder.
    ...(!isElsewhere && { path: below.replace(/\/index\.x?html?$/i, '/') }),
    format,
    items: items.length,
    ...(title !== '' && { title }),
  }
}
