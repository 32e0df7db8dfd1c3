import type { Instant } from '../../article/instant.ts'
import { type AggregatorView, aggregatorViewsOf } from './aggregator-view.ts'
import { datesOf, type FeedDate } from './dates.ts'
import { type Dialect, dialect, dialectOfJson, dialectOfXml, type Family } from './dialect.ts'
import { type HtmlScan, htmlTags } from './html-scan.ts'
import { type HtmlText, htmlTextsOf } from './html-texts.ts'
import { type JsonNode, type JsonObject, member, membersOf, readJson, stringOf } from './json-tree.ts'
import { type FeedUrl, urlsOf } from './links.ts'
import { endOfXmlFeed } from './output-after-feed.ts'
import { feedAlone, type OutputBefore, outputBeforeFeed } from './output-before-feed.ts'
import type { SourceItem, SourceParts } from './source-parts.ts'
import type { SyntaxProblem } from './syntax-problem.ts'
import { templateMark } from './template-mark.ts'
import { attributeOffset, child, children, type FeedElement, readXml, type XmlTree } from './xml-tree.ts'

export type { Family }

/** How the bytes of a document were decoded, as far as known. */
export interface EncodingFacts {
  /** The encoding used for decoding, for example `utf-8`. */
  readonly used: string
  /** The encoding in the XML declaration, in lower case. */
  readonly declared?: string
  /** Offset in the text of the first byte sequence that is invalid in the encoding. */
  readonly brokenAt?: number
}

/** Data about a document in addition to its text. */
export interface SourceFacts {
  /** The URL from which the document was fetched or will be served. */
  readonly selfUrl?: string
  /** Targets of temporary redirects from there. */
  readonly temporaryUrls?: readonly string[]
  readonly now?: Instant
  readonly encoding?: EncodingFacts
  /** The `Content-Type` it was served with. */
  readonly contentType?: string
  readonly byteLength?: number
  /** Finds the tags of a text; shared by documents with common texts. */
  readonly scan?: HtmlScan
}

/** A feed document as written: its tree with offsets, parsed once and shared by all rules. */
export class SourceDocument implements SourceParts {
  readonly text: string
  readonly facts: SourceFacts
  readonly dialect: Dialect
  readonly problem: SyntaxProblem | undefined
  readonly xml: XmlTree | undefined
  readonly json: JsonNode | undefined
  /** RSS `channel`, Atom `feed`, OPML `head`. */
  readonly channel: FeedElement | undefined
  /** Offset of the first template mark, if the document is the template of a feed. */
  readonly templateAt: number | undefined
  /** What precedes the feed and does not belong to it. */
  readonly output: OutputBefore | undefined
  /** Offset of text that follows the feed and does not belong to it. */
  readonly outputAfterAt: number | undefined
  readonly items: readonly SourceItem[]
  /** The items that are XML elements. */
  readonly itemElements: readonly FeedElement[]
  /** The feed and its items, if they are JSON objects. */
  readonly jsonObjects: readonly JsonObject[]
  /** The items that are JSON objects. */
  readonly itemObjects: readonly JsonObject[]
  readonly #byName = new Map<string, FeedElement[]>()
  #dates: readonly FeedDate[] | undefined
  #urls: readonly FeedUrl[] | undefined
  #html: readonly HtmlText[] | undefined
  #reading: readonly AggregatorView[] | undefined

  constructor(text: string, facts: SourceFacts) {
    this.text = text
    this.facts = facts
    this.templateAt = templateMark(text)
    const isFeed = this.templateAt === undefined && !looksLikeHtml(text)
    this.output = isFeed ? outputBeforeFeed(text) : undefined
    // Readers stop at the output; what follows is checked all the same.
    const begun = this.output === undefined ? text : feedAlone(text, this.output.end)
    const xmlEnd = isFeed ? endOfXmlFeed(begun) : undefined
    const source = xmlEnd === undefined ? begun : begun.slice(0, xmlEnd)
    const first = /\S/.exec(source)?.[0]
    if (this.templateAt !== undefined) {
      this.dialect = { ...dialect('unknown', ''), label: 'template of a feed' }
    } else if (!isFeed) {
      this.dialect = dialect('html', '')
    } else if (first === '{' || first === '[') {
      const read = readJson(source)
      this.json = read.root
      if (read.root === undefined) this.problem = read.problem
      else this.outputAfterAt = read.restAt
      this.dialect = read.root === undefined ? dialect('json', '') : dialectOfJson(read.root)
    } else if (first === '<' || XML_ROOT.test(source.slice(0, 4096))) {
      if (xmlEnd !== undefined) this.outputAfterAt = xmlEnd + begun.slice(xmlEnd).search(/\S/)
      const xml = readXml(source)
      this.problem = xml.problem
      this.xml = xml.problem?.kind === 'declaration' ? readXml(feedAlone(source, xml.problem.at)) : xml
      this.dialect = dialectOfXml(this.root, this.xml.namespaces)
    } else {
      this.dialect = dialect('unknown', '')
    }
    for (const element of this.xml?.elements ?? []) {
      const known = this.#byName.get(element.name)
      if (known === undefined) this.#byName.set(element.name, [element])
      else known.push(element)
    }
    this.channel = this.#findChannel()
    this.items = this.json === undefined ? this.#findXmlItems() : jsonItems(this.json)
    this.itemElements = this.items.flatMap(({ element }) => element ?? [])
    this.itemObjects = this.items.flatMap(({ json }) => json ?? [])
    this.jsonObjects = this.json?.kind === 'object' ? [this.json, ...this.itemObjects] : []
  }

  get root(): FeedElement | undefined {
    return this.xml?.elements[0]
  }

  /** Title of the whole feed. */
  get title(): string | undefined {
    const title =
      stringOf(member(this.json, 'title')) ??
      (child(this.channel, 'title') ?? child(this.channel, 'atom:title'))?.text
    return title?.trim()
  }

  /** All elements with these canonical names, in document order for each name. */
  named(...names: readonly string[]): readonly FeedElement[] {
    return names.flatMap((name) => this.#byName.get(name) ?? [])
  }

  /** The canonical names of the document's elements. */
  get names(): Iterable<string> {
    return this.#byName.keys()
  }

  /** All dates, parsed. */
  get dates(): readonly FeedDate[] {
    this.#dates ??= datesOf(this)
    return this.#dates
  }

  /** All URLs in fields of the format, without blank ones. */
  get urls(): readonly FeedUrl[] {
    this.#urls ??= urlsOf(this)
    return this.#urls
  }

  /** All texts that readers show as HTML, with their tags. */
  get htmlTexts(): readonly HtmlText[] {
    this.#html ??= htmlTextsOf(this, this.facts.scan ?? htmlTags)
    return this.#html
  }

  /** The items as aggregators read them. */
  get aggregatorViews(): readonly AggregatorView[] {
    this.#reading ??= aggregatorViewsOf(this)
    return this.#reading
  }

  /** The item at an offset. */
  itemAt(offset: number): SourceItem | undefined {
    return this.items.find(({ start, end }) => start <= offset && offset < end)
  }

  attributeAt(element: FeedElement, name: string): number {
    return attributeOffset(this.text, element, name)
  }

  /** The content of an element as written, including references and CDATA marks. */
  written(element: FeedElement): string {
    return this.text.slice(element.contentStart, element.contentEnd)
  }

  #findChannel(): FeedElement | undefined {
    const { root } = this
    if (root?.name === 'atom:feed') return root
    return child(root, this.dialect.family === 'opml' ? 'head' : 'channel')
  }

  #findXmlItems(): SourceItem[] {
    const { root, channel } = this
    const elements =
      root?.name === 'atom:entry'
        ? [root]
        : [
            ...children(channel, 'item'),
            ...children(channel, 'atom:entry'),
            ...(channel === root ? [] : children(root, 'item')),
          ]
    return elements.map((element) => {
      const id =
        element.attributes.get('rdf:about') ?? (child(element, 'guid') ?? child(element, 'atom:id'))?.text
      const title = (child(element, 'title') ?? child(element, 'atom:title'))?.text
      return {
        element,
        start: element.start,
        end: element.end,
        ...optional('id', id),
        ...optional('title', title),
      }
    })
  }
}

function jsonItems(root: JsonNode): SourceItem[] {
  return membersOf(member(root, 'items')).flatMap((json) =>
    json.kind !== 'object'
      ? []
      : [
          {
            json,
            start: json.start,
            end: json.end,
            ...optional('id', stringOf(member(json, 'id'))),
            ...optional('title', stringOf(member(json, 'title'))),
          },
        ],
  )
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  const entry: { [P in K]?: string } = {}
  if (value !== undefined) entry[key] = value.trim()
  return entry
}

/** The beginning of a feed in XML. An error message of the program that wrote it may precede it. */
const XML_ROOT = /<(?:\?xml|rss|feed|rdf:RDF|opml)[\s>]/

/** HTML pages are recognized by their beginning, because they are rarely well-formed enough to find their root. */
function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,300}-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]/i.test(
    text.slice(0, 1024),
  )
}
