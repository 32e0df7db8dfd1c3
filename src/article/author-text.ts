import type { Author } from './article.ts'
import { MAX_NAME } from './author-names.ts'
import { plainName } from './text.ts'
import { absoluteUrl, isEmailAddress } from './url.ts'

const MARKDOWN_LINK = /\[([^[\]]*)\]\(\s*<?([^\s()<>]*)>?[^()]*\)/g
/** `**Jane Doe**`, `_Jane Doe_`. */
const EMPHASIS = /(?<![\p{L}\p{N}*_`])([*_]{1,3}|`)(?=\S)([^*_`]{1,200})(?<=\S)\1(?![\p{L}\p{N}*_`])/gu
/** `[[Jane Doe]]`, `[[people/jane|Jane Doe]]`. */
const WIKI_LINK = /\[\[(?:[^[\]|]{0,200}\|)?([^[\]|]{1,200})\]\]/g
const HTML_LINK = /<a\b[^<>]*?\bhref\s*=\s*["']?([^\s"'<>]*)["']?[^<>]*>([^<>]*)<\/a>/gi

/** Words that introduce a byline in newspapers; `By og land` and similar texts are names of desks. */
const BYLINE = /^(?:[Bb]y|BY):? (?=[\p{Lu}\p{Lo}])/u

/** A name on one line, without the `by` of a byline; see {@link plainName}. */
function authorName(text: string): string {
  return plainName(text).replace(BYLINE, '')
}

/**
 * The author that a line of text names: `Jane Doe`, `by Jane Doe`, `Jane Doe <jane@example.org>`, `Jane Doe
 * (jane@example.org)`, `jane@example.org (Jane Doe)`. Markdown and HTML links are reduced to their text, and the first
 * one is the author's address.
 */
export function authorOfText(text: string): Author | undefined {
  // Fast path: nearly every author is only a name.
  if (!/[[<(*_`]/.test(text)) return authorNamed(authorName(text))
  const urls: string[] = []
  const unlinked = text
    .replace(EMPHASIS, '$2')
    .replace(WIKI_LINK, '$1')
    .replace(MARKDOWN_LINK, (_, name: string, url: string) => {
      urls.push(url)
      return name
    })
    .replace(HTML_LINK, (_, url: string, name: string) => {
      urls.push(url)
      return name
    })
  const line = authorName(unlinked)
  if (authorNamed(line) === undefined) return undefined
  const match =
    /^(?<name>[^<>]+?) ?<(?<email>[^<>]+)>$/.exec(line) ??
    /^(?<email>\S+@\S+) \((?<name>[^()]+)\)$/.exec(line) ??
    /^(?<name>[^()]+?) \((?<email>[^\s()]+@[^\s()]+)\)$/.exec(line)
  const { name = line, email } = match?.groups ?? {}
  const mailto = urls.find((url) => /^mailto:/i.test(url))?.slice('mailto:'.length)
  const url = urls
    .map((address) => absoluteUrl(address, 'relative:'))
    .find((address) => address !== undefined)
  const address = [email, mailto].find((found) => found !== undefined && isEmailAddress(found))
  return { name, ...(address !== undefined && { email: address }), ...(url !== undefined && { url }) }
}

const authorNamed = (name: string): Author | undefined =>
  name === '' || name.length > MAX_NAME ? undefined : { name }

/** Whether `text` has the form of a name with an e-mail address, valid or not; `(@jane)` is part of a name. */
export function looksLikeEmail(text: string): boolean {
  return /<[^<>]*>$|\([^\s()]+@[^\s()]*\)$/.test(text.trim())
}
