import { Buffer, isUtf8 } from 'node:buffer'
import type { Finding } from '../finding.ts'
import { articleFinding, positionOf } from './article-finding.ts'

/** Maximum size of an article file, in bytes. */
const MAX_ARTICLE_BYTES = 10 * 1024 * 1024

/** Byte order mark. */
const MARK = [0xef, 0xbb, 0xbf]

/** The text of a file, without its byte order mark; a finding if it is too large or not UTF-8. */
export function decodeArticle(key: string, bytes: Uint8Array): string | Finding {
  if (bytes.length > MAX_ARTICLE_BYTES)
    return articleFinding('article-too-large', key, {
      message: 'the file is too large for an article',
      got: `${bytes.length} bytes`,
      expected: `at most ${MAX_ARTICLE_BYTES}`,
      fix: 'split the article, or move it out of the content folder',
    })
  const utf16 = isUtf16(bytes)
  const text = utf16 || !isUtf8(bytes) ? undefined : textOf(bytes)
  if (text !== undefined) return text
  const valid = utf16 ? 0 : validLength(bytes)
  const before = (decode(bytes.subarray(0, valid)) ?? '').replace(/\r\n?/g, '\n')
  return articleFinding('text-not-utf-8', key, {
    message: 'the file is not UTF-8 text',
    at: positionOf(before, before.length),
    got: utf16 ? 'UTF-16' : `byte 0x${(bytes[valid] ?? 0).toString(16).padStart(2, '0')}`,
    expected: 'UTF-8',
    fix: 'save the file as UTF-8',
  })
}

/**
 * Whether the file has a UTF-16 byte order mark, or every other byte is 0, as in UTF-16 of ASCII; decoded as UTF-8 that
 * would be a text with control characters.
 */
function isUtf16(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true
  if (!bytes.includes(0)) return false
  const beginning = bytes.subarray(0, 256)
  return beginning.filter((byte) => byte === 0).length >= beginning.length / 4
}

/** Decodes UTF-8. The decoder is shared, because creating one for each article costs five times as much. */
function textOf(bytes: Uint8Array): string {
  const start = MARK.every((byte, at) => bytes[at] === byte) ? MARK.length : 0
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start).toString('utf8')
}

function decode(bytes: Uint8Array, stream = false): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream })
  } catch {
    return undefined
  }
}

/** Length of the longest valid UTF-8 prefix, and so the offset of the first invalid byte. */
function validLength(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decode(bytes.subarray(0, middle), true) === undefined) bad = middle
    else good = middle
  }
  // The prefix may end within a character.
  while (decode(bytes.subarray(0, good)) === undefined) good -= 1
  return good
}
