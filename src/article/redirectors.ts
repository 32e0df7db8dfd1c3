import { hostOf, parseUrl } from './url.ts'

interface Redirector {
  readonly host: RegExp
  readonly path: RegExp
  /** The target of a redirector address, as written there; undefined if it is not visible in the address. */
  readonly target: (url: URL) => string | undefined
}

const parameter =
  (...names: readonly string[]) =>
  ({ searchParams }: URL): string | undefined =>
    names.map((name) => searchParams.get(name) ?? '').find((value) => value !== '')

/** Redirectors that mail programs, chats and document editors insert into links; authors never intend them. */
const REDIRECTORS: readonly Redirector[] = [
  { host: /^(?:www\.)?google(?:\.com?)?\.[a-z]{2,3}$/, path: /^\/url$/, target: parameter('q', 'url') },
  { host: /\.safelinks\.protection\.(?:outlook\.com|office365\.us)$/, path: /^\//, target: parameter('url') },
  { host: /^statics\.teams\.cdn\.office\.net$/, path: /safelinks/, target: parameter('url') },
  {
    host: /^(?:lm?\.facebook|l\.messenger|l\.instagram|l\.threads)\.(?:com|net)$/,
    path: /^\//,
    target: parameter('u'),
  },
  { host: /^(?:www\.)?facebook\.com$/, path: /^\/(?:l|flx\/warn)(?:\.php|\/)$/, target: parameter('u') },
  {
    host: /^(?:www\.)?linkedin\.com$/,
    path: /^\/(?:redir\/redirect|safety\/go)\/?$/,
    target: parameter('url'),
  },
  { host: /^slack-redir\.net$/, path: /^\/link$/, target: parameter('url') },
  { host: /^(?:www\.)?youtube\.com$/, path: /^\/redirect$/, target: parameter('q') },
  { host: /^vk\.com$/, path: /^\/away\.php$/, target: parameter('to') },
  { host: /^out\.reddit\.com$/, path: /^\//, target: parameter('url') },
  { host: /^t\.umblr\.com$/, path: /^\/redirect$/, target: parameter('z') },
  { host: /^steamcommunity\.com$/, path: /^\/linkfilter\/?$/, target: parameter('url', 'u') },
  { host: /^href\.li$/, path: /^\/$/, target: ({ search, hash }) => search.slice(1) + hash },
  { host: /^urldefense\.proofpoint\.com$/, path: /^\/v1\/url$/, target: parameter('u') },
  { host: /^urldefense\.proofpoint\.com$/, path: /^\/v2\/url$/, target: proofpoint2 },
  { host: /^urldefense\.(?:com|us|proofpoint\.com)$/, path: /^\/v3\//, target: proofpoint3 },
  { host: /^linkprotect\.cudasvc\.com$/, path: /^\/url$/, target: parameter('a') },
  { host: /^protect2\.fireeye\.com$/, path: /^\//, target: parameter('u') },
  { host: /^clicktime\.symantec\.com$/, path: /^\//, target: parameter('u') },
  {
    host: /^secure-web\.cisco\.com$/,
    path: /^\//,
    target: ({ pathname }) => /https?%3A.+$/i.exec(pathname)?.[0],
  },
  { host: /\.protection\.sophos\.com$/, path: /^\//, target: () => undefined },
  { host: /(?:^|\.)mimecast(?:protect)?\.com$/, path: /^\/s\//, target: () => undefined },
  // Gmail's proxy of a picture: the original address is in the fragment.
  {
    host: /^ci\d\.googleusercontent\.com$/,
    path: /^\/(?:proxy|meips)\//,
    target: ({ hash }) => hash.slice(1),
  },
]

const ANY_HOST = new RegExp(REDIRECTORS.map(({ host }) => host.source).join('|'))

/** Maximum number of nested redirectors that are unwrapped. */
const MAX_WRAPPINGS = 4

/**
 * The target of `url` if it is an address of a known redirector, even if nested; otherwise `url` itself. `wrapped`
 * remains true if the target is not visible.
 */
export function unwrapped(url: string): { readonly url: string; readonly wrapped: boolean } {
  let current = url
  for (let count = 0; count < MAX_WRAPPINGS; count += 1) {
    if (!ANY_HOST.test(hostOf(current))) return { url: current, wrapped: false }
    const parsed = parseUrl(current)
    const redirector =
      parsed && REDIRECTORS.find(({ host, path }) => host.test(parsed.hostname) && path.test(parsed.pathname))
    if (parsed === undefined || redirector === undefined) return { url: current, wrapped: false }
    const target = parseUrl(decodedOnce(redirector.target(parsed) ?? ''))
    if (target === undefined || !/^https?:$/.test(target.protocol)) return { url: current, wrapped: true }
    current = target.href
  }
  return { url: current, wrapped: true }
}

/** Decodes an address once more if its scheme is still percent-encoded. */
function decodedOnce(target: string): string {
  return /^https?%3A/i.test(target) ? decoded(target) : target
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** `https-3A__port.example_a` → `https://port.example/a`. */
function proofpoint2({ searchParams }: URL): string {
  return decoded((searchParams.get('u') ?? '').replaceAll('-', '%').replaceAll('_', '/'))
}

const BASE64_URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * `/v3/__https://port.example/a*b__;Iw!!…` → `https://port.example/a#b`: each `*` stands for the next of the characters that
 * follow in base64, `**` and a letter for several (`A` two, `B` three …).
 */
function proofpoint3({ href }: URL): string | undefined {
  const [, address, coded = ''] = /\/v3\/__(.+?)__;([\w=-]*)!/.exec(href) ?? []
  if (address === undefined) return undefined
  const characters = [...Buffer.from(coded, 'base64url').toString('utf8')]
  const whole = address.replace(/\*(?:\*([\w-]))?/g, (_mark, count: string | undefined) =>
    characters.splice(0, count === undefined ? 1 : BASE64_URL.indexOf(count) + 2).join(''),
  )
  return whole.replace(/^(https?:\/)(?=[^/])/i, '$1/')
}
