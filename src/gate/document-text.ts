import type { EncodingFacts } from './lint/source-document.ts'

/**
 * Turns the bytes of a feed into text as RFC 7303 section 3 orders it: a byte order mark first, then what the server
 * said, then what the XML declaration says, then UTF-8. An encoding no one knows is read as UTF-8.
 *
 * @param contentType the `Content-Type` the document was served with
 */
export function decodeDocument(
  bytes: Uint8Array,
  contentType?: string,
): { text: string; encoding: EncodingFacts } {
  const marked = markedEncoding(bytes)
  const stated = declaredEncoding(bytes)
  const label = marked ?? charsetOf(contentType) ?? stated ?? 'utf-8'
  const used = decoderOf(label, false)?.encoding ?? 'utf-8'
  const declared = stated === undefined || isSame(stated, used) ? undefined : stated
  const known = { used, ...(declared === undefined ? {} : { declared }) }
  try {
    return { text: decoderOf(used, true)?.decode(bytes) ?? '', encoding: known }
  } catch {
    const text = decoderOf(used, false)?.decode(bytes) ?? ''
    return { text, encoding: { ...known, brokenAt: Math.max(0, text.indexOf('\ufffd')) } }
  }
}

/** By a byte order mark; or, for UTF-16 without one, by the zero in the first two bytes, which no other encoding has. */
function markedEncoding([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0 && second === 0x3c) return 'utf-16be'
  if (first === 0x3c && second === 0) return 'utf-16le'
  return undefined
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 256)).replaceAll('\0', '')
  return /^[^<]{0,8}<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]?.toLowerCase()
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase()
}

/** Names that IANA or XML parsers have for encodings of the Encoding standard. */
const ALIASES = new Map([
  ['mac-cyrillic', 'x-mac-cyrillic'],
  ['maccyrillic', 'x-mac-cyrillic'],
  ['mac-roman', 'macintosh'],
  ['macroman', 'macintosh'],
])

function decoderOf(label: string, fatal: boolean): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(ALIASES.get(label) ?? label, { fatal })
  } catch {
    return undefined
  }
}

/** Encodings have many names, and `utf-16` leaves the order of bytes open. */
function isSame(label: string, used: string): boolean {
  return decoderOf(label, false)?.encoding === used || (label === 'utf-16' && used.startsWith('utf-16'))
}
