/** Pairs of offsets in order. */
export type Spans = readonly (readonly [start: number, end: number])[]

/** Whether an offset is in one of the spans. */
export function isWithin(spans: Spans, offset: number): boolean {
  let low = 0
  for (let high = spans.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.[1] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return (spans[low]?.[0] ?? Number.POSITIVE_INFINITY) <= offset
}

/**
 * The elements `pre`, `code`, `kbd` and `samp` of the HTML in a Markdown text, outside of comments; `code` has its spans
 * of Markdown. An element without an end is none: one begins at the last mark with its name, and all but `pre` end no
 * later than their paragraph.
 */
export function codeElements(text: string, code: Spans): Spans {
  const spans: (readonly [number, number])[] = []
  const open = new Map<string, number>()
  let isComment = false
  for (const { 0: mark, 1: slash, 2: tag, index } of text.matchAll(CODE_OR_BLOCK)) {
    if (isWithin(code, index)) continue
    if (mark === '<!--' || mark === '-->') isComment = mark === '<!--'
    if (isComment || mark === '-->') continue
    const name = tag?.toLowerCase()
    if (name === undefined) {
      for (const one of open.keys()) if (one !== 'pre') open.delete(one)
    } else if (slash === '') open.set(name, index)
    else {
      const start = open.get(name)
      if (start === undefined) continue
      while ((spans.at(-1)?.[0] ?? -1) > start) spans.pop()
      spans.push([start, index])
      open.delete(name)
    }
  }
  return spans
}

const CODE_OR_BLOCK =
  /<!--|-->|<(\/?)(pre|code|kbd|samp)(?=[\s>])[^<>]*>|<\/?(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>])|\n[ \t>]*(?=\n)/gi

/** The code in a Markdown text: fenced, indented, and between backticks. */
export function codeSpans(text: string): Spans {
  const spans: (readonly [number, number])[] = []
  let fence: { readonly mark: string; readonly start: number } | undefined
  let paragraph = -1
  let afterBlank = true
  let inList = false
  const endParagraph = (end: number) => {
    if (paragraph !== -1) for (const span of backtickSpans(text, paragraph, end)) spans.push(span)
    paragraph = -1
  }
  for (let start = 0; start < text.length; ) {
    const lineEnd = text.indexOf('\n', start)
    const end = lineEnd === -1 ? text.length : lineEnd
    const line = text.slice(start, end)
    const mark = FENCE.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark?.startsWith(fence.mark) === true && /^[\s>]*[`~]+\s*$/.test(line)) {
        spans.push([fence.start, end])
        fence = undefined
      }
    } else if (mark !== undefined) {
      endParagraph(start)
      fence = { mark, start }
    } else if (/^\s*$/.test(line)) {
      endParagraph(start)
      afterBlank = true
    } else if (afterBlank && !inList && /^(?: {4}|\t)/.test(line)) spans.push([start, end])
    else {
      if (paragraph === -1) paragraph = start
      if (afterBlank || LIST_ITEM.test(line)) inList = LIST_ITEM.test(line) || (inList && /^\s/.test(line))
      afterBlank = false
    }
    start = end + 1
  }
  endParagraph(text.length)
  if (fence !== undefined) spans.push([fence.start, text.length])
  return spans
}

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/
const LIST_ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/

/** A run of backticks ends at the next run of the same length. */
function backtickSpans(text: string, from: number, to: number): (readonly [number, number])[] {
  const runs = [...text.slice(from, to).matchAll(/`+/g)].map(({ index, 0: run }) => ({
    at: from + index,
    length: run.length,
  }))
  // For each run, the next run of the same length; built from the end.
  const next = new Map<number, number>()
  const closing = runs.map(() => -1)
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const length = runs[index]?.length ?? 0
    closing[index] = next.get(length) ?? -1
    next.set(length, index)
  }
  const spans: (readonly [number, number])[] = []
  for (let index = 0; index < runs.length; index += 1) {
    const close = closing[index] ?? -1
    const [open, end] = [runs[index], runs[close]]
    if (open === undefined || end === undefined) continue
    spans.push([open.at, end.at + end.length])
    index = close
  }
  return spans
}
