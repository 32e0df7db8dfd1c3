/** The type of an attribute's value, which determines how it is checked. */
export type AttributeKind =
  | 'link'
  | 'resource'
  | 'srcset'
  | 'text'
  | 'number'
  | 'flag'
  | 'language'
  | 'list-type'
  | 'cited'
  | 'direction'
  | 'datetime'
  | 'rel'
  | 'policy'

/** Attributes that every element may have. */
export const EVERYWHERE = { lang: 'language', dir: 'direction' } as const
const QUOTED = { cite: 'cited' } as const
const CELL = { colspan: 'number', rowspan: 'number' } as const
const SIZE = { width: 'number', height: 'number' } as const

/** Allowed elements with their allowed attributes; all others are removed. */
export const ALLOWED: ReadonlyMap<string, Readonly<Record<string, AttributeKind>>> = new Map(
  Object.entries<Readonly<Record<string, AttributeKind>>>({
    ...Object.fromEntries(
      (
        'p h1 h2 h3 h4 h5 h6 ul dl dt dd figure figcaption pre code em strong b i u s small mark kbd samp var dfn sub sup ' +
        'hr br wbr summary caption table thead tbody tfoot tr picture ruby rt rp bdi bdo cite'
      )
        .split(' ')
        .map((name) => [name, {}]),
    ),
    a: { href: 'link', title: 'text', hreflang: 'language', rel: 'rel', referrerpolicy: 'policy' },
    abbr: { title: 'text' },
    audio: { src: 'resource', title: 'text' },
    blockquote: QUOTED,
    q: QUOTED,
    del: { ...QUOTED, datetime: 'datetime' },
    ins: { ...QUOTED, datetime: 'datetime' },
    details: { open: 'flag' },
    img: { src: 'resource', srcset: 'srcset', sizes: 'text', alt: 'text', title: 'text', ...SIZE },
    li: { value: 'number' },
    ol: { start: 'number', reversed: 'flag', type: 'list-type' },
    source: { src: 'resource', srcset: 'srcset', sizes: 'text', media: 'text', type: 'text' },
    td: CELL,
    th: CELL,
    time: { datetime: 'datetime' },
    video: { src: 'resource', poster: 'resource', title: 'text', ...SIZE },
  }).map(([name, attributes]) => [name, { ...attributes, ...EVERYWHERE }]),
)

/** Obsolete names of allowed elements. */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['strike', 's'],
  ['tt', 'code'],
  ['acronym', 'abbr'],
  ['menu', 'ul'],
  ['dir', 'ul'],
  ['amp-img', 'img'],
  ['amp-anim', 'img'],
  ['amp-iframe', 'iframe'],
  ['amp-video', 'video'],
  ['amp-audio', 'audio'],
  ['embed', 'iframe'],
  ['xmp', 'pre'],
  ['listing', 'pre'],
  ['plaintext', 'pre'],
])

/** Elements that are removed with their content, because no reader of the page reads it as text. */
export const REMOVED: ReadonlySet<string> = new Set(
  (
    'style template svg head title meta link base noembed noframes frameset frame select datalist input ' +
    'area param track'
  ).split(' '),
)

/**
 * Elements that only group blocks: they are replaced by their content, and text directly in them becomes a paragraph.
 */
export const GROUPING: ReadonlySet<string> = new Set(
  'div section article main header footer aside nav center address hgroup fieldset legend search form dialog'.split(
    ' ',
  ),
)

/** Elements that are blocks. */
export const BLOCKS: ReadonlySet<string> = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol dl figure pre blockquote hr table details'.split(' '),
)

/** Elements that are valid only directly inside one of these parents; elsewhere they only group. */
export const PARENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ['figcaption', ['figure']],
  ['summary', ['details']],
  ['caption', ['table']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tfoot', ['table']],
  ['tr', ['thead', 'tbody', 'tfoot']],
  ['td', ['tr']],
  ['th', ['tr']],
])

/** Elements whose blocks are flattened to one line. */
export const FLAT: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'summary'])

/** Elements that are one line each within code. */
export const CODE_LINES: ReadonlySet<string> = new Set(
  'div p li tr dt dd h1 h2 h3 h4 h5 h6 section article blockquote figure header footer'.split(' '),
)

/** Elements that are removed if they are empty. */
export const HOLLOW: ReadonlySet<string> = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol dl figure figcaption blockquote pre code em strong b i u s small mark a abbr cite q sub sup ' +
    'del ins table caption thead tbody tfoot tr picture details summary time kbd samp var dfn bdi bdo ruby'
  ).split(' '),
)

/** Elements without content or end tag. */
export const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'source', 'wbr'])

/** Players that may be embedded: host → required beginning of the path. All others become links. */
export const FRAMES: ReadonlyMap<string, string> = new Map([
  ['www.youtube-nocookie.com', '/embed/'],
  ['www.youtube.com', '/embed/'],
  ['player.vimeo.com', '/video/'],
  ['www.dailymotion.com', '/embed/'],
  ['open.spotify.com', '/embed/'],
  ['w.soundcloud.com', '/player/'],
  ['embed.podcasts.apple.com', '/'],
])
