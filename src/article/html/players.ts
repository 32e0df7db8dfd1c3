import { parseUrl } from '../url.ts'
import { FRAMES } from './policy.ts'

/**
 * The page on which people can watch or hear what a player of this host plays; undefined if only the player's own
 * address is known.
 */
const PAGES: ReadonlyMap<string, (url: URL) => string | undefined> = new Map([
  ['youtube.com', youtube],
  ['youtube-nocookie.com', youtube],
  ['m.youtube.com', youtube],
  ['youtu.be', ({ pathname }: URL) => video(pathname.slice(1))],
  ['player.vimeo.com', vimeo],
  ['vimeo.com', vimeo],
  [
    'dailymotion.com',
    ({ pathname }) => part(/^\/(?:embed\/)?video\/(\w+)/, pathname, 'https://www.dailymotion.com/video/'),
  ],
  ['dai.ly', ({ pathname }) => part(/^\/(\w+)/, pathname, 'https://www.dailymotion.com/video/')],
  [
    'open.spotify.com',
    ({ pathname }) => part(/^\/(?:embed(?:-podcast)?\/)?(\w+\/\w+)/, pathname, 'https://open.spotify.com/'),
  ],
  ['w.soundcloud.com', ({ searchParams }) => soundcloud(searchParams.get('url') ?? '')],
  ['embed.podcasts.apple.com', ({ pathname }) => `https://podcasts.apple.com${pathname}`],
])

/** The page that shows what `address` plays; `address` itself if unknown. */
export function pageOf(address: string): string {
  const url = parseUrl(address)
  const host = url?.hostname.replace(/^www\./, '') ?? ''
  return (url === undefined ? undefined : PAGES.get(host)?.(url)) ?? address
}

function part(pattern: RegExp, path: string, before: string): string | undefined {
  const found = pattern.exec(path)?.[1]
  return found === undefined ? undefined : before + found
}

function youtube({ pathname, searchParams }: URL): string | undefined {
  const id = /^\/(?:embed|shorts|live|v)\/([\w-]{6,20})$/.exec(pathname)?.[1] ?? searchParams.get('v') ?? ''
  const list = searchParams.get('list')
  if (/^\/embed\/(?:videoseries)?$/.test(pathname) && list !== null && /^[\w-]+$/.test(list))
    return `https://www.youtube.com/playlist?list=${list}`
  return id === 'videoseries' ? undefined : video(id)
}

function video(id: string): string | undefined {
  return /^[\w-]{6,20}$/.test(id) ? `https://www.youtube.com/watch?v=${id}` : undefined
}

/** The address of an unlisted video has a second part. */
function vimeo({ pathname, searchParams }: URL): string | undefined {
  const [, id, path] = /^\/(?:video\/)?(\d+)(?:\/([\da-f]+))?\/?$/.exec(pathname) ?? []
  const secret = path ?? searchParams.get('h')
  if (id === undefined) return undefined
  return `https://vimeo.com/${id}${secret !== null && /^[\da-f]+$/.test(secret) ? `/${secret}` : ''}`
}

function soundcloud(address: string): string | undefined {
  const url = parseUrl(address)
  return url?.protocol === 'https:' && /^(?:www\.)?soundcloud\.com$/.test(url.hostname) ? url.href : undefined
}

/** Whether `address` is a known player that is allowed in a feed. */
export function isKnownPlayer(address: string): boolean {
  const url = parseUrl(address)
  const path = url === undefined ? undefined : FRAMES.get(url.hostname)
  return url?.protocol === 'https:' && url.port === '' && path !== undefined && url.pathname.startsWith(path)
}

/** Referrer policies (HTML, section 7.8) that send other sites at most the origin of the page. */
const POLICIES: ReadonlySet<string> = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
])

/** The stated referrer policy, unless it sends more than that. */
export function referrerPolicyOf(value: string | undefined): string | undefined {
  const policy = value?.trim().toLowerCase() ?? ''
  return POLICIES.has(policy) ? policy : undefined
}

const YOUTUBE = /^https:\/\/www\.youtube(?:-nocookie)?\.com\//

/** The policy for a player: YouTube refuses to play (error 153) without a referrer. */
export function playerPolicy(address: string, stated: string | undefined): string | undefined {
  const policy = referrerPolicyOf(stated)
  const isSilent = policy === undefined || policy === 'no-referrer' || policy === 'same-origin'
  return YOUTUBE.test(address) && isSilent ? 'strict-origin-when-cross-origin' : policy
}
