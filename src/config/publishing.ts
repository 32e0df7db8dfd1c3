import type { Author } from '../article/article.ts'
import { localNamespace } from '../article/ids.ts'
import { isPrivateHost } from '../article/private-host.ts'
import type { MediaLookup } from '../article/site.ts'
import { sitePath } from '../article/site-path.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { FeedImage } from '../feed/document.ts'
import { minutesFresh } from './freshness.ts'
import type { FeedOptions, Settings } from './settings.ts'

/** The properties that all feeds have, after the feed's own options override the site's. */
export type Publishing = Omit<
  FeedDefinition,
  'name' | 'path' | 'id' | 'title' | 'description' | 'homeUrl' | 'selection' | 'translations'
>

/** Returns a function that adds the site's part to a feed definition, given the options of the feed. */
export function publishingOf(
  settings: Settings,
  media: MediaLookup,
): (options: Partial<FeedOptions>) => Publishing {
  const ttl = minutesFresh(settings)
  const authors = authorsOf(settings)
  const absolute = (address: string) => new URL(sitePath(address, settings.url), settings.url).href
  return (options) => {
    const archiveSize = options.archiveSize ?? settings.archiveSize
    const rights = options.rights ?? settings.rights
    const image = options.image ?? settings.image
    const icon = options.icon ?? settings.icon
    const cloud = options.cloud ?? settings.cloud
    return {
      baseUrl: settings.feedsUrl ?? settings.url,
      language: options.language ?? settings.language,
      limit: options.limit ?? settings.limit,
      content: options.content ?? settings.content,
      ...((options.continueReading ?? settings.continueReading) ? { continueReading: true } : {}),
      ...((options.leadFigure ?? settings.leadFigure) ? { leadFigure: true } : {}),
      formats: options.formats ?? settings.formats,
      maxBytes: options.maxBytes ?? settings.maxBytes,
      retraction: options.retraction ?? settings.retraction,
      tombstoneDays: options.tombstoneDays ?? settings.tombstoneDays,
      maxLateItems: options.maxLateItems ?? settings.maxLateItems,
      ...(archiveSize === 0 ? {} : { archiveSize }),
      authors,
      ...(rights === undefined ? {} : { rights }),
      ...(image === undefined
        ? {}
        : { image: { url: absolute(image), ...sizeOf(absolute(image), settings.url, media) } }),
      ...(icon === undefined ? {} : { iconUrl: absolute(icon) }),
      ttl,
      hubUrls: options.hubs ?? settings.hubs,
      ...(cloud === undefined ? {} : { cloudUrl: cloud }),
    }
  }
}

function sizeOf(image: string, siteUrl: string, media: MediaLookup): Omit<FeedImage, 'url'> {
  if (!image.startsWith(siteUrl)) return {}
  const { width, height } = media(image.slice(siteUrl.length)) ?? {}
  return width === undefined || height === undefined ? {} : { width, height }
}

/**
 * RFC 4151 tagging entity of all ids minted for the site; see {@link localNamespace} for sites without public address.
 */
export function tagEntityOf(settings: Settings): string {
  const { hostname } = new URL(settings.url)
  const local = isPrivateHost(hostname) ? localNamespace(settings.title, `${settings.since}`) : undefined
  return settings.tagEntity ?? local ?? `${hostname},${settings.since}`
}

/** Tagging entities of ids that may have been minted before the site got its public address. */
export function earlierTagEntities(settings: Settings): readonly string[] {
  const hosts = new Set(['localhost', new URL(settings.url).hostname].filter(isPrivateHost))
  return [
    localNamespace(settings.title, `${settings.since}`),
    ...[...hosts].map((host) => `${host},${settings.since}`),
  ]
}

/** Default authors; the site itself if the settings name none. */
export function authorsOf(settings: Settings): readonly Author[] {
  const { author, authors = author === undefined ? [{ name: settings.title }] : [author] } = settings
  return authors.map(({ name, ...more }) => ({
    name,
    ...('email' in more && more.email !== undefined ? { email: more.email } : {}),
    ...('url' in more && more.url !== undefined ? { url: more.url } : {}),
  }))
}

/** A name as a title: `world` → `World`. */
export function capital(name: string): string {
  return name.replace(/^./u, (first) => first.toUpperCase())
}
