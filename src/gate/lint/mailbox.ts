import { isEmail } from './value-forms.ts'

/** A parsed RSS `author`, `managingEditor` or `webMaster`. */
export interface Mailbox {
  readonly address: string
  /** Empty if there is none. */
  readonly name: string
  /** In the syntax of RSS 2.0, `address` or `address (name)`, or as the `mailto:` URL of a mailbox. */
  readonly isUsual: boolean
}

const LONGEST = 500
/** `address (name)`, `name <address>`, `address <name>`, and both orders with a comma or a space. */
const USUAL = /^(\S+?)\s*\((.*)\)$/s
const ENCLOSED = /^([^<>]*?)[\s,]*<([^<>]+)>$/
const BESIDE = /^(?:(\S+@\S+?)[\s,]+(.+)|(.+?)[\s,]+(\S+@\S+))$/

/** The address and the name in the text, in any common order; undefined if there is no address. */
export function readMailbox(text: string): Mailbox | undefined {
  const written = text.slice(0, LONGEST).trim()
  const isUrl = /^mailto:/i.test(written)
  const plain = isUrl ? decoded(written.slice('mailto:'.length).replace(/\?.*/s, '')) : written
  if (isEmail(plain)) return { address: plain, name: '', isUsual: true }
  const [, address = '', comment = ''] = USUAL.exec(plain) ?? []
  if (isEmail(address)) return { address, name: comment.trim(), isUsual: true }
  const [, outer = '', inner = ''] = ENCLOSED.exec(plain) ?? []
  const [, before = '', behind = '', ahead = '', last = ''] = BESIDE.exec(plain) ?? []
  const pairs = [
    [inner, outer],
    [outer, inner],
    [before, behind],
    [last, ahead],
  ] as const
  for (const [one, other] of pairs)
    if (isEmail(one)) return { address: one, name: other.replace(/^["'\s,]+|["'\s,]+$/g, ''), isUsual: isUrl }
  return undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim()
  } catch {
    return text
  }
}
