/** What a program wrote before a feed. */
export interface OutputBefore {
  /** Offset of its first character that is not white space. */
  readonly at: number
  /** Offset of the feed. */
  readonly end: number
}

const XML = /<(?:\?xml\s|(?:rss|feed|rdf:RDF|opml)[\s>])/
const JSON_OBJECT = /\{\s*"[\w$-]+"\s*:/
/** What XML allows before the root element. */
const PROLOG = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?[^>]*>/g
/** Maximum length of the output, in UTF-16 code units. */
const LONGEST = 65_536

/**
 * Text before a feed that does not belong to it: a message of PHP, headers, a greeting. Undefined if there is none, or
 * only what XML allows there.
 */
export function outputBeforeFeed(text: string): OutputBefore | undefined {
  const head = text.slice(0, LONGEST)
  const starts = [
    XML.exec(head)?.index,
    head.includes('jsonfeed.org') ? JSON_OBJECT.exec(head)?.index : undefined,
  ]
  const end = Math.min(...starts.flatMap((start) => start ?? []))
  if (!Number.isFinite(end)) return undefined
  const before = head.slice(0, end)
  if (before.replace(PROLOG, '').replace(/[\s\ufeff]/g, '') === '') return undefined
  // A feed within another element is not preceded by output but part of another document.
  const [, name] = /^\s*<([\w:]+)/.exec(before) ?? []
  if (name !== undefined && text.trimEnd().endsWith(`</${name}>`)) return undefined
  return { at: before.search(/\S/), end }
}

/** `text` with spaces up to the feed and in place of its XML declaration, so that all offsets stay the same. */
export function feedAlone(text: string, start: number): string {
  const declaration = /^<\?xml\s[^>]{0,500}\?>/.exec(text.slice(start, start + 600))?.[0] ?? ''
  const end = start + declaration.length
  return text.slice(0, end).replace(/[^\n\r]/g, ' ') + text.slice(end)
}
