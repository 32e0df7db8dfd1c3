import type { EncodingFacts } from './lint/source-document.ts'

/**
 * Decodes the bytes of a feed in the order of RFC 7303 section 3: by byte order mark, then by the server's header, then
 * by the XML declaration, then as UTF-8. An unknown encoding is decoded as UTF-8.
 *
 * @param contentType the `Content-Type` of the response
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

/** By a byte order mark; or, for UTF-16 without one, by a zero in the first two bytes, which no other encoding has. */
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

/** Names of encodings in IANA or XML parsers that the Encoding standard lacks. */
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

/** Encodings have several names, and `utf-16` does not specify the byte order. */
function isSame(label: string, used: string): boolean {
  return decoderOf(label, false)?.encoding === used || (label === 'utf-16' && used.startsWith('utf-16'))
}
