import { attributeOf, classesOf } from './node.ts'
import type { HtmlElement } from './tree.ts'

/**
 * Content that a script would have inserted, and the address at which it can be seen according to the author's code.
 */
export interface Embed {
  readonly href: string
  readonly title: string
  /**
   * Set if the class or element name identifies a known service: the content of the element is then a fallback for the
   * embed.
   */
  readonly isService?: boolean
}

type Address = (node: HtmlElement) => string | undefined

/** The first nonempty value among these attributes. */
function stated(node: HtmlElement, ...names: readonly string[]): string {
  for (const name of names) {
    const value = attributeOf(node, name)?.trim() ?? ''
    if (value !== '') return value
  }
  return ''
}

/** `before`, then the value of one of the attributes if it matches `form`, then `after`. */
const at =
  (names: readonly string[], form: RegExp, before: string, after = ''): Address =>
  (node) => {
    const id = form.exec(stated(node, ...names))?.[0]
    return id === undefined ? undefined : before + id + after
  }

const ID = /^[\w-]{1,100}$/
const ADDRESS = [
  'data-href',
  'data-url',
  'data-src',
  'data-permalink',
  'data-embed-url',
  'data-link',
  'src',
  'href',
  'url',
  'cite',
]
const WEB = /^(?:https?:)?\/\/\S+$/i
const stating: Address = at(ADDRESS, WEB, '')

/** Services by a class of the element that their script fills; https://oembed.com lists most of them. */
const BY_CLASS: ReadonlyMap<string, Address> = new Map([
  [
    'flourish-embed',
    at(['data-src'], /^(?:visualisation|story)\/\d+$/, 'https://public.flourish.studio/', '/'),
  ],
  ['infogram-embed', at(['data-id'], /^[\w/-]+$/, 'https://e.infogram.com/')],
  ['fb-post', at(['data-href'], WEB, '')],
  ['fb-video', at(['data-href'], WEB, '')],
  ['fb-comment-embed', at(['data-href'], WEB, '')],
  ['tiktok-embed', at(['cite'], WEB, '')],
  ['instagram-media', at(['data-instgrm-permalink'], WEB, '')],
  ['twitter-tweet', at(['data-tweet-id'], /^\d+$/, 'https://x.com/i/status/')],
  ['bluesky-embed', bluesky],
  ['text-post-media', at(['data-text-post-permalink'], WEB, '')],
  ['imgur-embed-pub', at(['data-id'], /^[\w/]+$/, 'https://imgur.com/')],
  ['datawrapper-embed', at(['data-id'], ID, 'https://datawrapper.dwcdn.net/', '/')],
  [
    'wistia_embed',
    (node) =>
      pathFrom(/(?:^|\s)wistia_async_(\w+)/, stated(node, 'class'), 'https://fast.wistia.net/embed/iframe/'),
  ],
  ['vidyard-player-embed', at(['data-uuid'], ID, 'https://share.vidyard.com/watch/')],
  ['strawpoll-embed', at(['data-id', 'id'], /\w+$/, 'https://strawpoll.com/')],
])

const youtube = at(
  ['videoid', 'video-id', 'data-videoid', 'data-video-id', 'data-youtube-id', 'youtube-id'],
  /^[\w-]{6,20}$/,
  'https://www.youtube.com/watch?v=',
)
const vimeo = at(['videoid', 'video-id', 'data-videoid', 'data-video-id'], /^\d+$/, 'https://vimeo.com/')

/** Elements of web component libraries and AMP pages, by element name. */
const BY_NAME: readonly (readonly [RegExp, Address])[] = [
  [/youtube/, youtube],
  [/vimeo/, vimeo],
  [/^amp-twitter$/, at(['data-tweetid'], /^\d+$/, 'https://x.com/i/status/')],
  [/^amp-instagram$/, at(['data-shortcode'], ID, 'https://www.instagram.com/p/', '/')],
  [/wistia/, at(['media-id'], ID, 'https://fast.wistia.net/embed/iframe/')],
  [/^video-js$/, brightcove],
]

/** Scripts that insert content at their own position: how their address maps to the address of that content. */
const BY_SCRIPT: readonly (readonly [
  RegExp,
  (found: RegExpExecArray, node: HtmlElement) => string | undefined,
])[] = [
  [/^https:\/\/gist\.github\.com\/([\w-]+\/[\da-f]+)\.js/i, ([, id]) => `https://gist.github.com/${id}`],
  [/^https:\/\/datawrapper\.dwcdn\.net\/(\w+)\//, ([, id]) => `https://datawrapper.dwcdn.net/${id}/`],
  [/^https:\/\/(?:www\.)?asciinema\.org\/a\/(\w+)\.js/, ([, id]) => `https://asciinema.org/a/${id}`],
  [/^https:\/\/(?:www\.)?jsfiddle\.net\/([\w/-]+?)\/embed\//, ([, id]) => `https://jsfiddle.net/${id}/`],
  [/^https:\/\/(?:www\.)?buzzsprout\.com\/(\d+\/[\w-]+)\.js/, ([, id]) => `https://www.buzzsprout.com/${id}`],
  [
    /^https:\/\/cdn\.jwplayer\.com\/players\/([\w-]+)\.js/,
    ([, id]) => `https://cdn.jwplayer.com/players/${id}.html`,
  ],
  [
    /^https:\/\/telegram\.org\/js\/telegram-widget\.js/,
    (_, node) => at(['data-telegram-post'], /^\w+\/\d+$/, 'https://t.me/')(node),
  ],
  [
    /^https:\/\/speakerdeck\.com\//,
    (_, node) => at(['data-id'], ID, 'https://speakerdeck.com/player/')(node),
  ],
  [
    /^https:\/\/e\.infogram\.com\//,
    (_, node) => pathFrom(/^infogram_0_([\w/-]+)$/, stated(node, 'id'), 'https://e.infogram.com/'),
  ],
]

/** Scripts that only fill elements marked elsewhere in the text, or track readers. */
const LOADER =
  /embed\.js|embeds\.js|widgets?\.js|loader|sdk\.js|(?:twitter|instagram|tiktok|flourish|infogram|datawrapper|dwcdn|imgur|bsky|threads|reddit|pinterest|facebook|flickr|wistia|vidyard|typeform|google|gstatic|doubleclick|adsbygoogle|analytics|gtag|gtm|jquery|polyfill|lazy|cloudflare|matomo|plausible)/i

function bluesky(node: HtmlElement): string | undefined {
  const [, who, post] =
    /^at:\/\/([\w:.]+)\/app\.bsky\.feed\.post\/(\w+)$/.exec(stated(node, 'data-bluesky-uri')) ?? []
  return post === undefined ? undefined : `https://bsky.app/profile/${who}/post/${post}`
}

function brightcove(node: HtmlElement): string | undefined {
  const [account, player, video] = ['data-account', 'data-player', 'data-video-id'].map((name) =>
    stated(node, name),
  )
  const isWhole = [account, player, video].every((id) => id !== undefined && ID.test(id))
  return isWhole
    ? `https://players.brightcove.net/${account}/${player}_default/index.html?videoId=${video}`
    : undefined
}

function pathFrom(form: RegExp, text: string, before: string): string | undefined {
  const id = form.exec(text)?.[1]
  return id === undefined ? undefined : before + id
}

/**
 * The embed that a known service's script would have inserted in `node`, or that an attribute of any other element
 * refers to.
 */
export function embedOf(node: HtmlElement): Embed | undefined {
  const service = serviceOf(node)
  const href = service ?? (isMarked(node) ? stating(node) : undefined)
  return href === undefined ? undefined : { href, title: titleOf(node), isService: service !== undefined }
}

function serviceOf(node: HtmlElement): string | undefined {
  for (const name of classesOf(node)) {
    const href = BY_CLASS.get(name)?.(node)
    if (href !== undefined) return href
  }
  const datawrapper = pathFrom(
    /^datawrapper-(?:vis|chart)-(\w+)$/,
    stated(node, 'id'),
    'https://datawrapper.dwcdn.net/',
  )
  if (datawrapper !== undefined) return `${datawrapper}/`
  for (const [name, address] of BY_NAME) {
    const href = name.test(node.tagName) ? address(node) : undefined
    if (href !== undefined) return href
  }
  return undefined
}

/** Elements whose attributes may refer to content that a script inserts. */
const HOLDERS: ReadonlySet<string> = new Set('div section span p figure blockquote article ins'.split(' '))

/** Classes of social network buttons and counters beside an article. */
const SOCIAL = /share|like|follow|send|save|button|btn|comments?(?![\w-]*embed)/i

/** Addresses that are requested by scripts, not by people. */
const MACHINE = /\/wp-json\/|\/api\/|\.(?:json|js|css)(?:[?#]|$)/i

function isMarked(node: HtmlElement): boolean {
  if (!node.tagName.includes('-') && !HOLDERS.has(node.tagName)) return false
  return !SOCIAL.test(stated(node, 'class')) && !MACHINE.test(stated(node, ...ADDRESS))
}

/**
 * The content that a `script` inserts at its position; `unknown` if it may insert something that cannot be determined.
 */
export function scriptEmbed(node: HtmlElement): Embed | 'unknown' | undefined {
  const type = stated(node, 'type').toLowerCase()
  if (type !== '' && !/javascript|ecmascript|^module$/.test(type)) return undefined
  const src = stated(node, 'src').replace(/^\/\//, 'https://')
  for (const [form, address] of BY_SCRIPT) {
    const found = form.exec(src)
    const href = found === null ? undefined : address(found, node)
    if (href !== undefined) return { href, title: titleOf(node) }
  }
  return /^https?:/i.test(src) && !LOADER.test(src) ? 'unknown' : undefined
}

function titleOf(node: HtmlElement): string {
  return stated(node, 'title', 'data-title', 'aria-label', 'playlabel', 'data-caption', 'alt')
}

/** Whether an empty element, by its name, class or id, is a placeholder that a script fills. */
export function isForScript(node: HtmlElement): boolean {
  if (node.tagName === 'canvas') return true
  if (node.tagName.includes('-')) return !/icon|emoji|spacer|divider/.test(node.tagName)
  const called = [...classesOf(node), stated(node, 'id')].join(' ')
  return /(?:^|[\s_-])(?:embed(?:ded)?|widget|chart|graphic|infographic|visuali[sz]ation|viz|map|player|poll|quiz|plot|graph|interactive)(?:[\s_-]|\d|$)/i.test(
    called,
  )
}
