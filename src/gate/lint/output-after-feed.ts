/** What XML allows after the root element. */
const EPILOG = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g
const ROOT =
  /^[\s\ufeff]*(?:<\?xml\s[^>]{0,500}\?>)?(?:\s|<!--[\s\S]{0,5000}?-->|<\?[^>]{0,500}\?>)*<(rss|feed|rdf:RDF|opml)[\s>]/

/**
 * The offset of the end of a feed in XML that is followed by text that does not belong to it: a message of PHP, a script
 * of the host. Undefined if there is none, or only what XML allows there.
 */
export function endOfXmlFeed(text: string): number | undefined {
  const name = ROOT.exec(text)?.[1]
  if (name === undefined) return undefined
  const tag = `</${name}>`
  const last = text.lastIndexOf(tag)
  if (last === -1) return undefined
  const end = last + tag.length
  return text.slice(end).replace(EPILOG, '').trim() === '' ? undefined : end
}
