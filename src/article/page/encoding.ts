/** Number of bytes in which a page may declare its encoding, HTML standard section 13.2.3.2. */
const BEGINNING = 1024
const STATED = /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i

/** Decodes a page: as UTF-8 if it is valid, else as its byte order mark or `meta` says, else as windows-1252. */
export function decodePage(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const beginning = decoded(bytes.subarray(0, BEGINNING), 'windows-1252')
    return decoded(bytes, STATED.exec(beginning)?.[1] ?? 'windows-1252')
  }
}

/** 0x80 to 0x9F in windows-1252; some versions of Node decode them as ISO 8859-1. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decoded(bytes: Uint8Array, label: string): string {
  const [text, encoding] = decodedAs(bytes, label) ?? decodedAs(bytes, 'windows-1252') ?? ['', '']
  if (encoding !== 'windows-1252') return text
  return text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80))
}

/** The decoded text and the canonical name of the encoding; undefined for an unknown encoding. */
function decodedAs(bytes: Uint8Array, label: string): readonly [text: string, encoding: string] | undefined {
  try {
    const decoder = new TextDecoder(label)
    return [decoder.decode(bytes), decoder.encoding]
  } catch {
    return undefined
  }
}
