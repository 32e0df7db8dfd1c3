import { cdata, escapeAttribute, escapeText } from './xml-writing.ts'

/**
 * How texts go safely through the `feed` package, which breaks on many of them and changes others: it is given a
 * numbered placeholder for every text and URL, and lays out a skeleton in which nothing but its own markup, numbers,
 * dates and placeholders stands. A skeleton is therefore safe to correct and complete with plain string operations,
 * and the texts, each escaped for its place, are put in last.
 */
export interface Draft {
  /** Placeholder for the content of an element. */
  text(value: string): string
  /** Placeholder for the value of an attribute. */
  attribute(value: string): string
  /** Placeholder for HTML, which stands in CDATA: a quarter of the time to read back, and smaller. */
  html(value: string): string
  /** The skeleton with the n-th list of elements, already written, a line each, before the n-th line that starts with `tag`. */
  complete(skeleton: string, tag: string, indent: string, lists: readonly (readonly string[])[]): string
  /** The skeleton with the texts in their places. */
  fill(skeleton: string): string
}

/** Looks like a URL that `new URL()` leaves alone. `feed` wraps some texts in CDATA; each text says itself how it is to be wrapped. */
const PLACEHOLDER = /(?:<!\[CDATA\[)?text:(\d+);(?:\]\]>)?/g

export function openDraft(): Draft {
  const texts: string[] = []
  return {
    text: (value) => keep(escapeText(value)),
    attribute: (value) => keep(escapeAttribute(value)),
    html: (value) => keep(cdata(value)),
    complete,
    fill: (skeleton) => skeleton.replace(PLACEHOLDER, (_, index) => texts[Number(index)] ?? ''),
  }

  function keep(markup: string): string {
    return `text:${texts.push(markup) - 1};`
  }

  function complete(
    skeleton: string,
    tag: string,
    indent: string,
    lists: readonly (readonly string[])[],
  ): string {
    const [head = '', ...rest] = skeleton.split(new RegExp(`^(?= *${tag})`, 'm'))
    return rest.reduce((done, part, index) => {
      const lines = (lists[index] ?? []).map((line) => `${indent}${keep(line)}\n`)
      return `${done}${lines.join('')}${part}`
    }, head)
  }
}
