import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'

const DANGEROUS = new Set(
  'script style svg object embed applet form input button textarea select base link meta template frame frameset portal noscript xmp plaintext noembed noframes title head body html dialog'.split(
    ' ',
  ),
)
const URLS = new Set(
  'href src cite poster action formaction background data longdesc ping manifest codebase'.split(' '),
)
const FRAME_HOSTS = new Set(
  'www.youtube.com www.youtube-nocookie.com player.vimeo.com www.dailymotion.com open.spotify.com w.soundcloud.com embed.podcasts.apple.com'.split(
    ' ',
  ),
)

/** What in `html` could do something to who reads it, by the words of this file alone; empty when nothing could. */
export function dangersIn(html: string): readonly string[] {
  const dangers: string[] = []
  const open = [...parseFragment(html).childNodes]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.nodeName === '#comment' || node.nodeName === '#documentType') dangers.push(node.nodeName)
    if (!('tagName' in node)) continue
    open.push(...node.childNodes, ...('content' in node ? node.content.childNodes : []))
    dangers.push(...dangersOf(node))
  }
  return dangers
}

/** MathML that lays a formula out; what holds other markup or acts is not in it. */
const MATH = new Set(
  (
    'math mi mn mo ms mtext mrow mstyle mpadded mphantom merror menclose msqrt mroot mfrac msub msup msubsup munder mover ' +
    'munderover mmultiscripts mprescripts none mspace mtable mtr mlabeledtr mtd'
  ).split(' '),
)

function dangersOfMath(element: DefaultTreeAdapterTypes.Element): string[] {
  const dangers = MATH.has(element.tagName) ? [] : [`<${element.tagName}> in a formula`]
  const isToken = ['mi', 'mn', 'mo', 'ms', 'mtext'].includes(element.tagName)
  if (element.childNodes.some((child) => 'tagName' in child === isToken))
    dangers.push(`<${element.tagName}> holds what it may not`)
  for (const { name, value } of element.attrs)
    if (
      /^(?:on|href|src|xlink|action|math(?:color|background)|style|class|id)/.test(name) ||
      /:|url\(/.test(name === 'alttext' ? '' : value)
    )
      dangers.push(`${name}="${value}" in a formula`)
  return dangers
}

function dangersOf(element: DefaultTreeAdapterTypes.Element): string[] {
  if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return dangersOfMath(element)
  const dangers =
    DANGEROUS.has(element.tagName) || element.tagName.includes(':') ? [`<${element.tagName}>`] : []
  for (const { name, value } of element.attrs) {
    if (name.startsWith('on') || ['style', 'srcdoc', 'id', 'name', 'class', 'target', 'is'].includes(name))
      dangers.push(`${name}=`)
    if (URLS.has(name) && !isSafe(value, element.tagName === 'a' || name === 'cite'))
      dangers.push(`${name}="${value}"`)
    if (name === 'srcset')
      for (const candidate of value.split(', '))
        if (!isSafe(candidate.split(' ')[0] ?? '', false)) dangers.push(`srcset="${value}"`)
    if (element.tagName === 'iframe' && name === 'src' && !FRAME_HOSTS.has(new URL(value).hostname))
      dangers.push(`frame ${value}`)
  }
  return dangers
}

const isSafe = (url: string, isLink: boolean): boolean =>
  /^https?:\/\/[^\s\\]/.test(url) || (isLink && /^(?:mailto|tel):/.test(url))
