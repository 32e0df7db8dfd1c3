/** Go, Jinja, Liquid, Handlebars, ERB, EJS and PHP. */
const MARK = '(?:\\{\\{[-~#]?\\s*["\'$\\w./(]|\\{%[-~]?\\s*\\w|<%|<\\?(?:php|=))'
const ROOT = /<(?:rss|feed|rdf:RDF)[\s>]/
const FIRST_MARK = new RegExp(MARK)
const FIRST_ITEM = /<(?:item|entry)[\s>]|"items"\s*:/
/** In places that authors do not write: dates, ids, links, and between elements. */
const MARK_OF_PROGRAM = new RegExp(
  `<(?:link|guid|pubDate|lastBuildDate|id|updated|published)\\b[^<>]*>\\s*(?:<!\\[CDATA\\[)?\\s*${MARK}|` +
    `<(?:atom:)?link\\s[^<>]*href=["'][^"'<>]*${MARK}|<(?:rss|channel|feed)\\b[^<>]*>\\s*${MARK}|` +
    `"(?:home_page_url|feed_url)"\\s*:\\s*"${MARK}|"items"\\s*:\\s*\\[\\s*${MARK}`,
)
/** A loop or a condition between two elements of the head. */
const LOOP =
  /<\/[\w:]+>\s*(?:\{%|\{\{[-~#]?\s*(?:range|with|if|each|for|end|define|partial)\b|<%|<\?(?:php|=))/
const LONGEST_HEAD = 16_384

/** Offset at which a text is recognizable as the template of a feed, by marks in places that authors do not write. */
export function templateMark(text: string): number | undefined {
  const head = text.slice(0, LONGEST_HEAD).replace(/<!--.*?-->/gs, (comment) => ' '.repeat(comment.length))
  const root = ROOT.exec(head)?.index ?? (/jsonfeed\.org\/version/.test(head) ? head.search(/[{[]\s*"/) : -1)
  if (root === -1) return undefined
  if (/^\ufeff?\s*---\s*\n/.test(head)) return 0
  const before = FIRST_MARK.exec(head)?.index ?? -1
  if (before !== -1 && before < root) return before
  const first = FIRST_ITEM.exec(head)?.index ?? head.length
  const found = [MARK_OF_PROGRAM.exec(head)?.index, LOOP.exec(head.slice(0, first))?.index]
  const [at] = found.flatMap((index) => index ?? [])
  return at === undefined ? undefined : at + (FIRST_MARK.exec(head.slice(at))?.index ?? 0)
}
