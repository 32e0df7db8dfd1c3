import type { Random } from './random.ts'

/**
 * Titles people really write that break programs; each is published exactly as it stands here. Character references and
 * tags that close are another matter: they are read as what they mean, with a finding.
 */
export const TITLES = [
  'Ports reopen',
  'AT&T says "no" & <b>means it',
  ']]> ends nothing ]]>]]>',
  '& lt; is not &lt and R&D; neither',
  '<script>alert(1)</script>',
  '<!-- not --> a <![CDATA[ comment ]]>',
  'عاجل: الموانئ تفتح أبوابها',
  '‮evil.exe‬ turned round',
  '👩‍👩‍👧‍👦 family of four 🏳️‍🌈',
  '𝒜stral 𠜎 plane',
  'e\u0301 is not é',
  "It's 100% $(danger) `touch x` %s %n",
  'a\u00a0no-break\u00a0space',
  '---',
  'null',
  '0012',
  '=HYPERLINK("http://x")',
  '../../etc/passwd',
  '\u200bzero\u200bwidth',
  'x'.repeat(1000),
] as const

const SCHEMES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A&#x61vascript:alert(1)',
  'javascript&#0058;alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=',
  'vbscript:msgbox(1)',
  'livescript:x',
  'view-source:javascript:1',
  'blob:https://example.org/1',
  'file:///etc/passwd',
  'feed:javascript:alert(1)',
  'jar:https://x!/y',
  'https://user:pass@example.org/',
  '//evil.example/x',
  '\\\\evil.example\\x',
  'http:evil.example',
  'https://',
  'https://[::1',
  'http://exa mple.org/',
  'https://例え.jp/パス?ク=エ#フ',
  '%6A%61vascript:alert(1)',
  '?q=]]>&x=<y>',
  '#fragment',
  '',
] as const

const ELEMENTS = [
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'form',
  'input',
  'base',
  'link',
  'meta',
  'template',
  'noscript',
  'xmp',
  'plaintext',
  'textarea',
  'title',
  'select',
  'frameset',
  'marquee',
  'details',
  'dialog',
  'portal',
  'video',
  'audio',
  'source',
  'img',
  'image',
  'a',
  'p',
  'div',
  'table',
  'td',
  'tr',
  'li',
  'b',
  'foreignObject',
  'mglyph',
  'annotation-xml',
  'desc',
  'isindex',
  'x:y',
  'custom-element',
] as const

const ATTRIBUTES = [
  'onload',
  'onerror',
  'onclick',
  'ONMOUSEOVER',
  'onpointerrawupdate',
  'href',
  'src',
  'srcset',
  'data-src',
  'data-srcset',
  'data-lazy-src',
  'action',
  'formaction',
  'background',
  'poster',
  'xlink:href',
  'srcdoc',
  'style',
  'class',
  'id',
  'name',
  'target',
  'ping',
  'cite',
  'datetime',
  'lang',
  'dir',
  'width',
  'title',
  'alt',
  'sizes',
  'type',
  'is',
  'slot',
  'constructor',
  '__proto__',
  'http-equiv',
  'content',
] as const

const STYLES = [
  'background:url(javascript:alert(1))',
  'width:expression(alert(1))',
  '-moz-binding:url(//evil.example/x#y)',
  'behavior:url(x.htc)',
  '@import "//evil.example"',
  'position:fixed;top:0;left:0;width:100%;height:100%',
  '\\62ackground:u\\72l(x)',
] as const

const FRAGMENTS = [
  '<!-- comment --> <!--> <!---> <!-- -- --> <!--',
  '<![CDATA[ <script>alert(1)</script> ]]>',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '<?php echo 1 ?>',
  ']]>',
  ']]]]><![CDATA[>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<svg><p><style><!--</style><img src=x onerror=alert(1)>--></style>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<a href="x"><a href="y">nested</a></a>',
  '<table><a href=x>fostered<table><tr><td>inner',
  '<p><p></p></b></i></div>',
  '<img src="https://t.example/pixel.gif" width=1 height=1>',
  '<img src="https://c.example/a.jpg" srcset="https://c.example/b.jpg 2x, javascript:alert(1) 3x, data:,x 4x">',
  '<iframe src="https://www.youtube.com/embed/x?y=<z>" onload=alert(1)></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://www.youtube.com.evil.example/embed/x"></iframe>',
  '&#0;&#x1F;&#xFFFE;&#xD800;&#x110000;&nbsp;&bogus;&amp;lt;',
  '\u0000\u0001\u0008\u000b\u001b[31m\u007f\u0085\ufffe\uffff\ufdd0',
  '\ufeff\u2028\u2029\u202e\u2066',
  '[link](javascript:alert(1)) ![image](data:image/svg+xml,<svg/onload=alert(1)>) <javascript:alert(1)>',
  '[ref]: javascript:alert(1) "x"\n\n[ref]',
  '| a | b |\n|---|---|\n| <script>1</script> | `]]>` |',
  '    code & <b>\n\n```js\n</code></pre><script>alert(1)</script>\n```',
  '# Heading # \n\nSetext\n---\n\n***',
  '{{ x }} {% y %} <%= z %> $w',
  '\r\n\r\rmixed\n\rends',
] as const

/** Markdown with HTML in it that was written to do harm. */
export function hostileBody(random: Random): string {
  const parts = Array.from({ length: 1 + random.below(8) }, () => part(random))
  return parts.join(random.pick(['\n\n', '\n', ' ', '']))
}

function part(random: Random): string {
  switch (random.below(6)) {
    case 0:
      return nested(random)
    case 1:
      return random.pick(FRAGMENTS)
    case 2:
      return random.pick(TITLES)
    default:
      return element(random)
  }
}

function element(random: Random): string {
  const name = random.pick(ELEMENTS)
  const attributes = Array.from({ length: random.below(4) }, () => {
    const attribute = random.pick(ATTRIBUTES)
    const value =
      attribute === 'style' ? random.pick(STYLES) : random.pick([...SCHEMES, 'alert(1)', '10', 'x'])
    const quote = random.pick(['"', "'", ''])
    return `${random.pick([' ', '/', '\n', '\t'])}${attribute}=${quote}${value}${quote}`
  })
  const open = `<${random.chance(0.2) ? name.toUpperCase() : name}${attributes.join('')}${random.pick(['>', '/>', ' >', ''])}`
  const inner = random.chance(0.4) ? element(random) : random.pick(FRAGMENTS)
  return `${open}${inner}${random.chance(0.7) ? `</${name}>` : ''}`
}

/** Nested deeper than anybody writes. */
function nested(random: Random): string {
  const [open, close] = random.pick([
    ['<div>', '</div>'],
    ['<b>', ''],
    ['> ', ''],
    ['- ', ''],
    ['<table><tr><td>', ''],
    ['[', ']'],
    ['*a **', ''],
    ['<ul><li>', ''],
    ['<font>', ''],
  ] as const)
  const depth = random.pick([5, 50, 500, 3000])
  return `${open.repeat(depth)}deep${close.repeat(depth)}`
}

export const hostileUrl = (random: Random): string => random.pick(SCHEMES)
