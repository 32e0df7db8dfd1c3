import type { JsonNode, JsonObject } from './json-tree.ts'
import type { FeedElement } from './xml-tree.ts'

/** An item in any syntax: its range in the text, and its id and title if stated. */
export interface SourceItem {
  readonly start: number
  readonly end: number
  readonly id?: string
  readonly title?: string
  readonly element?: FeedElement
  readonly json?: JsonObject
}

/** The parts of a parsed document from which dates, URLs, HTML and items are derived. */
export interface SourceParts {
  readonly json: JsonNode | undefined
  /** RSS `channel`, Atom `feed`, OPML `head`. */
  readonly channel: FeedElement | undefined
  readonly items: readonly SourceItem[]
  /** The feed and its items, if they are JSON objects. */
  readonly jsonObjects: readonly JsonObject[]
  /** The items that are JSON objects. */
  readonly itemObjects: readonly JsonObject[]
  /** All elements with these canonical names, in document order for each name. */
  named(...names: readonly string[]): readonly FeedElement[]
  /** Offset of an attribute; that of its element if the attribute is missing. */
  attributeAt(element: FeedElement, name: string): number
  /** The content of an element as written, including references and CDATA marks. */
  written(element: FeedElement): string
}
