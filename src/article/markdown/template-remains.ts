import { escapeHtml } from '../html/tree.ts'
import { codeElements, codeSpans, isWithin, type Spans } from './code-spans.ts'
import type { RemarkOnText } from './findings.ts'
import { mayHoldModuleLines, mayHoldTemplates, type TemplateMark, templateMarks } from './template-marks.ts'

/**
 * Removes from `text` what a site generator or CMS would have run before parsing it as Markdown. Content that can be
 * determined is kept: captions, code, embedded addresses, the site's own address, the text inside unknown pairs.
 * Everything that would have to be run is left out and reported, once per construct. Code is unchanged, as is text
 * between `raw` and `endraw`.
 *
 * @param siteUrl address of the site, ending in `/`
 */
export function withoutTemplates(text: string, siteUrl: string, remark: RemarkOnText): string {
  if (!mayHoldTemplates(text)) return text
  const code = codeSpans(text)
  const marks = templateMarks(text, code)
  const cleaned = marks.length === 0 ? text : new Remover(text, marks, code, siteUrl, remark).run()
  return withoutModuleLines(cleaned)
}

/** Removes import and export lines of MDX, outside code. */
function withoutModuleLines(text: string): string {
  if (!mayHoldModuleLines(text)) return text
  const code = codeSpans(text)
  return text.replace(MODULE_LINE, (line: string, offset: number) => (isWithin(code, offset) ? line : ''))
}

const MODULE_LINE =
  /^(?:import (?:[\w*{}$, ]+ from )?(['"])[^'"\n]+\1;?[ \t]*$|export (?:const|let|var|default|function|async)\b[^\n]*[={(][^\n]*$)/gm

/** Tags that run the enclosed text, which may be shown never, once or several times. */
const CONTROLS: ReadonlySet<string> = new Set(
  'if unless case for tablerow capture macro block filter call cache set'.split(' '),
)
/** Tags without output. */
const SILENT: ReadonlySet<string> = new Set(
  'assign set increment decrement extends layout import from else elsif elif when break continue cycle'.split(
    ' ',
  ),
)
/** Shortcodes of Hugo and of themes whose content is not for readers. */
const UNSHOWN: ReadonlySet<string> = new Set(['comment', 'hidden', 'private', 'draft'])
/** Marks that are only examples in elements of code, where templates still run. */
const EXAMPLES_IN_CODE: ReadonlySet<string> = new Set(['critic', 'bracket'])
const VERBATIM: ReadonlySet<string> = new Set(['raw', 'verbatim'])
const CODE: ReadonlySet<string> = new Set(['highlight', 'codeblock', 'code', 'sourcecode', 'prism'])

class Remover {
  readonly #text: string
  readonly #marks: readonly TemplateMark[]
  readonly #address: string
  readonly #remark: RemarkOnText
  readonly #code: Spans
  readonly #leftOut = new Map<string, { readonly source: string; count: number }>()
  /** Closing marks by family and name, each list in order. */
  readonly #closing = new Map<string, number[]>()
  /** Names of the shortcodes that were left out. */
  readonly #opened = new Set<string>()
  #codeElements: ReturnType<typeof codeElements> | undefined
  #out = ''
  #position = 0

  constructor(
    text: string,
    marks: readonly TemplateMark[],
    code: Spans,
    siteUrl: string,
    remark: RemarkOnText,
  ) {
    this.#text = text
    this.#marks = marks
    this.#address = siteUrl.replace(/\/$/, '')
    this.#remark = remark
    this.#code = code
    marks.forEach((mark, index) => {
      if (!mark.closes) return
      const key = keyOf(mark)
      const list = this.#closing.get(key) ?? []
      list.push(index)
      this.#closing.set(key, list)
    })
  }

  run(): string {
    for (const [index, mark] of this.#marks.entries()) {
      if (mark.start < this.#position) continue
      const isVerbatim = mark.family === 'tag' && VERBATIM.has(mark.name)
      if (isWithin(this.#code, mark.start) && !isVerbatim) continue
      if (EXAMPLES_IN_CODE.has(mark.family) && this.#isInCodeElement(mark.start)) continue
      this.#out += this.#text.slice(this.#position, mark.start)
      this.#position = mark.end
      this.#out += this.#replacement(mark, index)
    }
    this.#out += this.#text.slice(this.#position)
    for (const [construct, { source, count }] of this.#leftOut)
      this.#remark('template-left-out', leftOut(construct, count), source)
    return this.#out
  }

  #replacement(mark: TemplateMark, index: number): string {
    switch (mark.family) {
      case 'comment':
        return ''
      case 'output':
        return this.#output(mark)
      case 'tag':
        return this.#tag(mark, index)
      case 'kramdown':
        if (mark.name === 'comment' && !mark.closes) this.#inside(mark, index)
        return ''
      case 'critic':
        return this.#critic(mark)
      case 'shortcode':
        return this.#shortcode(mark, index)
      case 'bracket':
        return this.#bracket(mark, index)
      case 'note':
        return this.#note(mark)
      case 'token':
      case 'component':
      case 'script':
        return this.#unknown(mark)
    }
  }

  #hasEnd(mark: TemplateMark, index: number): boolean {
    return (this.#closing.get(keyOf(mark))?.at(-1) ?? -1) > index
  }

  /** The text between a mark and its end, which is then skipped; undefined if there is no end. */
  #inside(mark: TemplateMark, index: number): string | undefined {
    const list = this.#closing.get(keyOf(mark)) ?? []
    while ((list[0] ?? Number.POSITIVE_INFINITY) <= index) list.shift()
    const close = this.#marks[list[0] ?? -1]
    if (close === undefined) return undefined
    this.#position = close.end
    return this.#text.slice(mark.end, close.start)
  }

  #tag(mark: TemplateMark, index: number): string {
    const { name } = mark
    if (mark.closes) return ''
    if (name === 'comment') {
      const got = this.#inside(mark, index) === undefined ? this.#rest(mark).trim() : ''
      if (got !== '') this.#remark('text-hidden', hiddenBy(name, got), this.#text.slice(mark.start, mark.end))
      return ''
    }
    if (VERBATIM.has(name)) return withoutOwnLine(this.#inside(mark, index) ?? '', this.#out)
    if (CODE.has(name)) return this.#fenced(mark, index)
    if (CONTROLS.has(name) && this.#controlled(index)) return this.#unknown(mark)
    if (SILENT.has(name)) return ''
    const [, address] = /^["']?(https?:[^\s"'<>]+)["']?$/.exec(mark.rest.trim()) ?? []
    if (address !== undefined && !TARGET.test(this.#out.slice(-200))) return `<${address}>`
    return videoLink(mark) ?? this.#articleFile(mark) ?? this.#unknown(mark)
  }

  /** Skips a control tag with its content, up to its own end. */
  #controlled(index: number): boolean {
    const name = this.#marks[index]?.name
    let depth = 0
    for (const mark of this.#marks.slice(index, index + MOST_INSIDE)) {
      if (mark.family !== 'tag' || mark.name !== name) continue
      depth += mark.closes ? -1 : 1
      if (depth > 0) continue
      this.#position = mark.end
      return true
    }
    return false
  }

  #output(mark: TemplateMark): string {
    const literal = /^(["'])([^"']*)\1(?:\s*\|\s*(.*))?$/s.exec(mark.name)
    const filter = literal?.[3] ?? ''
    if (literal !== null && filter === '') return escapeHtml(literal[2] ?? '')
    if (literal !== null && /^(?:(?:relative_url|absolute_url|url)\b|prepend:\s*site\.\w+)/.test(filter))
      return this.#address + (literal[2] ?? '')
    if (literal !== null && /^(?:urlencode|url_encode|cgi_escape)$/.test(filter))
      return percentEncoded(literal[2] ?? '')
    if (!/^site\.(?:url|baseurl|github\.url|base_url|BaseURL)$/.test(mark.name)) return this.#unknown(mark)
    return this.#out.endsWith(this.#address) ? '' : this.#address
  }

  /** The text after all changes that an editor proposed in CriticMarkup, without the comments. */
  #critic({ name, rest, start, end }: TemplateMark): string {
    if (name === '{++' || name === '{==') return rest
    const arrow = name === '{~~' ? rest.indexOf('~>') : -1
    const got = (arrow === -1 ? rest : rest.slice(0, arrow)).trim()
    const message = 'a comment or tracked deletion (CriticMarkup) is left out'
    if (got !== '')
      this.#remark(
        'desk-comment',
        { message, got, fix: 'delete it from the file' },
        this.#text.slice(start, end),
      )
    return arrow === -1 ? '' : rest.slice(arrow + '~>'.length)
  }

  #note({ name, start, end }: TemplateMark): string {
    const got = this.#text.slice(start, end).trim()
    this.#remark('text-hidden', commentSaid(name, got), got)
    return ''
  }

  /** The text from a mark to the end, if its own end is missing: where the text goes on for readers is not known. */
  #rest(mark: TemplateMark): string {
    this.#position = this.#text.length
    return this.#text.slice(mark.end)
  }

  #shortcode(mark: TemplateMark, index: number): string {
    if (mark.closes) return ''
    const isUnshown = UNSHOWN.has(mark.name)
    const isAlone = mark.rest.trim() !== '' || this.#text.slice(mark.start, mark.end).includes('/')
    const unshown = isUnshown
      ? (this.#inside(mark, index) ?? (isAlone ? undefined : this.#rest(mark)))?.trim()
      : undefined
    if (unshown !== undefined) {
      if (unshown !== '' && (mark.name !== 'comment' || this.#position === this.#text.length))
        this.#remark('text-hidden', hiddenBy(mark.name, unshown), this.#text.slice(mark.start, mark.end))
      return ''
    }
    if (mark.name === '' && mark.rest.startsWith('/*'))
      return `\`${this.#text.slice(mark.start, mark.end).replace(/\/\*|\*\//g, '')}\``
    if (mark.name === 'figure' || mark.name === 'img') return figureOf(mark.rest) ?? this.#unknown(mark)
    if (CODE.has(mark.name)) return this.#fenced(mark, index)
    return videoLink(mark) ?? this.#articleFile(mark) ?? this.#unknown(mark)
  }

  /**
   * The article file that Hugo's `ref` and Jekyll's `link` (relative to the content folder) name as the target of a
   * link.
   */
  #articleFile({ name, rest }: TemplateMark): string | undefined {
    if (!ARTICLE_MARKS.has(name) || !TARGET.test(this.#out.slice(-200))) return undefined
    const file = ARTICLE_FILE.exec(rest)?.[1]
    return file === undefined || name !== 'link' ? file : `/${file.replace(/^\//, '')}`
  }

  #bracket(mark: TemplateMark, index: number): string {
    const source = this.#text.slice(mark.start, mark.end)
    if (mark.closes) return this.#opened.has(mark.name) || mark.name.endsWith('caption') ? '' : source
    const isProse = mark.rest.trim() === '' && !this.#standsAlone(mark) && !this.#hasEnd(mark, index)
    const before = this.#position
    if (/^(?:wp_)?caption$/.test(mark.name)) {
      const inside = this.#inside(mark, index)
      return inside === undefined ? this.#unknown(mark) : captioned(inside, mark.rest)
    }
    if (mark.name === 'embed') {
      const address = this.#inside(mark, index)?.trim()
      if (address !== undefined && /^https?:[^\s<>]+$/.test(address)) return `<${address}>`
    } else if (CODE.has(mark.name)) {
      const fenced = this.#fenced(mark, index)
      if (fenced !== '') return fenced
    }
    this.#position = before
    if (isProse) return source
    this.#opened.add(mark.name)
    const address = /(?:^|[\s="'])(https?:[^\s"'<>]+)/.exec(mark.rest)?.[1]
    return address === undefined ? this.#unknown(mark) : `<${address}>`
  }

  #standsAlone({ start, end }: TemplateMark): boolean {
    return (
      /(?:^|\n)[ \t]*$/.test(this.#text.slice(Math.max(0, start - 100), start)) &&
      /^[ \t]*(?:\n|$)/.test(this.#text.slice(end, end + 100))
    )
  }

  #fenced(mark: TemplateMark, index: number): string {
    const inside = this.#inside(mark, index)
    if (inside === undefined) return ''
    const language = /^[\w+#-]*/.exec(mark.rest.replace(/^\s*(?:language|lang)=["']?/, ''))?.[0] ?? ''
    const fence = '`'.repeat(Math.max(3, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length + 1)))
    return `\n\n${fence}${language}\n${inside.replace(/^[ \t]*\n|\n[ \t]*$/g, '')}\n${fence}\n\n`
  }

  /** Removes the mark. If it is the target of a link, only the text of the link is kept. */
  #unknown(mark: TemplateMark): string {
    const construct = constructOf(mark)
    const source = this.#text.slice(mark.start, mark.end)
    const known = this.#leftOut.get(construct)
    if (mark.closes && known === undefined && mark.family === 'component') return ''
    if (known === undefined) this.#leftOut.set(construct, { source, count: 1 })
    else if (!mark.closes) known.count += 1
    return TARGET.test(this.#out.slice(-200)) ? UNKNOWN_ADDRESS : ''
  }

  #isInCodeElement(offset: number): boolean {
    this.#codeElements ??= codeElements(this.#text, this.#code)
    return isWithin(this.#codeElements, offset)
  }
}

function commentSaid(name: string, got: string) {
  const [is, fix = ''] = COMMENTS.get(name) ?? []
  return { message: `${is}, and is left out`, got, fix: `delete it from the file; if it is text, ${fix}` }
}

const COMMENTS: ReadonlyMap<string, readonly [is: string, fix: string]> = new Map([
  ['%', ['a line that begins with % is a comment of MyST or LaTeX', 'write \\%']],
  ['%%', ['text between two %% is a comment of Obsidian', 'put the signs in backticks']],
  ['..', ['a paragraph that begins with .. is a comment of reStructuredText', 'write \\..']],
  ['////', ['text between two lines of //// is a comment of AsciiDoc', 'delete these lines']],
  ['#+', ['text between #+BEGIN_COMMENT and #+END_COMMENT is a comment of Org', 'delete these lines']],
])

const hiddenBy = (name: string, got: string) => ({
  message: `text within the shortcode ${name}, which is not for readers, is left out`,
  got,
  fix: 'delete it from the file, or delete the shortcode around it if it is for readers',
})

const MOST_INSIDE = 1000

const ARTICLE_MARKS: ReadonlySet<string> = new Set(['ref', 'relref', 'link'])
const ARTICLE_FILE = /^\s*["'`]?([^\s"'`<>()]+\.(?:mdx?|markdown)(?:#[\w-]*)?)["'`]?\s*$/i

/** Parentheses, which would end a link, are encoded as well. */
const percentEncoded = (text: string): string =>
  String(new URLSearchParams([['', text]]))
    .slice(1)
    .replaceAll('+', '%20')

/** The text before a link's target, in Markdown and in HTML. */
const TARGET = /\]\(\s*<?$|\]:\s*<?$|\b(?:href|src|srcset|poster)\s*=\s*["']?$/i
/** An address that is not allowed in links, so that only the text of the link is kept. */
export const UNKNOWN_ADDRESS = 'unknown:'

function keyOf({ family, name }: TemplateMark): string {
  return `${family} ${name}`
}

function constructOf({ family, name }: TemplateMark): string {
  switch (family) {
    case 'tag':
      return `{% ${name} %}`
    case 'output':
      return `{{ ${name} }}`
    case 'shortcode':
      return `{{< ${name} >}}`
    case 'bracket':
      return `[${name}]`
    case 'token':
      return name === '' ? '[[ ]]' : `{${name}}`
    case 'component':
      return `<${name}>`
    default:
      return name
  }
}

function leftOut(construct: string, count: number) {
  return {
    message: `markup that another program runs was left out${count === 1 ? '' : `, ${count} times`}`,
    got: construct,
    expected: 'Markdown or HTML',
    fix: 'write what it shows, or use the built pages as source; in backticks it stays as text',
  }
}

/** Removes the line ends of marks that have a line to themselves. */
function withoutOwnLine(inside: string, before: string): string {
  return before === '' || before.endsWith('\n') ? inside.replace(/^[ \t]*\n|\n[ \t]*$/g, '') : inside
}

/** Arguments of the form `name="value"`, and values without a name. */
function argumentsOf(text: string): { named: ReadonlyMap<string, string>; plain: readonly string[] } {
  const named = new Map<string, string>()
  const plain: string[] = []
  for (const [, name, double, single, tick, bare] of text.matchAll(
    /(?:([\w-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`=]+))/g,
  )) {
    const value = double ?? single ?? tick ?? bare ?? ''
    if (name === undefined) plain.push(value)
    else named.set(name.toLowerCase(), value)
  }
  return { named, plain }
}

function videoLink({ name, rest }: TemplateMark): string | undefined {
  const { named, plain } = argumentsOf(rest)
  const id = named.get('id') ?? plain[0] ?? ''
  if (!/^[\w-]{6,20}$/.test(id)) return undefined
  if (name === 'youtube') return `<https://www.youtube.com/watch?v=${id}>`
  return name === 'vimeo' ? `<https://vimeo.com/${id}>` : undefined
}

function figureOf(rest: string): string | undefined {
  const { named, plain } = argumentsOf(rest)
  const src = named.get('src') ?? plain[0]
  if (src === undefined || /[\s<>]/.test(src)) return undefined
  const words = ['title', 'caption', 'attr'].map((name) => named.get(name) ?? '').filter(Boolean)
  return figure(`<img src="${escapeHtml(src)}" alt="${escapeHtml(named.get('alt') ?? '')}">`, words.join(' '))
}

const IMAGE =
  /^\s*(<a\b[^>]*>\s*<img\b[^>]*>\s*<\/a>|<img\b[^>]*>|\[!\[[^\]]*\]\([^()]*\)\]\([^()]*\)|!\[[^\]]*\]\([^()]*\))/i

/** The content of `[caption]`: a picture, and the words below it. */
function captioned(inside: string, rest: string): string {
  const line = inside.replace(/\s*\n\s*/g, ' ')
  const image = IMAGE.exec(line)?.[1]
  if (image === undefined) return inside
  const caption = line.slice(line.indexOf(image) + image.length).trim()
  return figure(image, caption === '' ? (argumentsOf(rest).named.get('caption') ?? '') : caption)
}

/** A figure within a paragraph: a line that begins with `<figure>` would not be parsed as Markdown. */
function figure(image: string, caption: string): string {
  return `<span></span><figure>${image}${caption === '' ? '' : ` <figcaption>${caption}</figcaption>`}</figure>`
}
