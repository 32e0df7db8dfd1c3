import type { Coding } from './negotiation.ts'

const SUFFIX: Readonly<Record<Coding, string>> = { identity: '', gzip: '-gz', br: '-br' }
const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g

/**
 * The strong entity tag (RFC 9110 §8.8.3) of a file's bytes in one coding. It depends only on the content, so that all
 * replicas agree and a restart invalidates nothing.
 *
 * @param sha256 hex hash of the uncompressed bytes
 */
export function entityTag(sha256: string, coding: Coding): string {
  return `"${sha256.slice(0, 24)}${SUFFIX[coding]}"`
}

/**
 * The opaque tags, with quotes, of an `If-None-Match` or `If-Match` list. Weak ones lose their `W/`, because the
 * comparison is weak.
 */
export function listedTags(header: string): readonly string[] {
  return Array.from(header.matchAll(ENTITY_TAG), ([, tag = '']) => tag)
}
