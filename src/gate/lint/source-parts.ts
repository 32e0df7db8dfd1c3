import type { JsonNode, JsonObject } from './json-tree.ts'
import type { FeedElement } from './xml-tree.ts'

/** An item whatever its syntax: the place it takes up, and its id and title if it states them. */
export interface SourceItem {
  readonly start: number
  readonly end: number
  readonly id?: string
  readonly title?: string
  readonly element?: FeedElement
  readonly json?: JsonObject
}

/** The parts of a parsed document that further readings (dates, URLs, HTML, items) are made from. */
export interface SourceParts {
  readonly json: JsonNode | undefined
  /** RSS `channel`, Atom `feed`, OPML `head`. */
  readonly channel: FeedElement | undefined
  readonly items: readonly SourceItem[]
  /** The feed and its items, where they are JSON objects. */
  readonly jsonObjects: readonly JsonObject[]
  /** The items that are JSON objects. */
  readonly itemObjects: readonly JsonObject[]
  /** All elements of these canonical names, in document order for each name. */
  named(...names: readonly string[]): readonly FeedElement[]
  /** Offset of an attribute, that of its element where it has none of that name. */
  attributeAt(element: FeedElement, name: string): number
  /** The content of an element as it is written, references and CDATA marks included. */
  written(element: FeedElement): string
}
