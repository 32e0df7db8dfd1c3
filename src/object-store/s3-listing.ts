import type { ListedPage } from './object-store.ts'
import { failureOf } from './s3-tries.ts'

/**
 * Reads a page of `ListObjectsV2`.
 *
 * @param answer `answered`: what the clock of the store said; `type`: the media type of the answer
 */
export function pageIn(
  { XMLParser }: typeof import('fast-xml-parser'),
  bytes: Uint8Array,
  answer: { readonly prefixLength: number; readonly answered: number; readonly type: string },
): ListedPage {
  const text = new TextDecoder().decode(bytes)
  // Of a listing that was cut off, the parser may return the part that arrived.
  const isComplete = /<\/ListBucketResult>\s*$/.test(text)
  const parser = new XMLParser({ parseTagValue: false, isArray: (tag) => tag === 'Contents' })
  const found = isComplete ? fieldOf(parser.parse(text), 'ListBucketResult') : undefined
  if (found === undefined)
    throw failureOf(200, 'NoListing', `the answer (${answer.type}) is not a complete listing of objects`)
  const contents = fieldOf(found, 'Contents')
  const objects = (Array.isArray(contents) ? contents : []).map((one: unknown) => ({
    key: decodeURIComponent(textOf(one, 'Key').replace(/\+/g, ' ')).slice(answer.prefixLength),
    etag: textOf(one, 'ETag').replaceAll('&quot;', '"'),
    size: Number(textOf(one, 'Size')),
    // As coarse as the date of the answer, with which it is compared.
    modified: Math.floor(Date.parse(textOf(one, 'LastModified')) / 1000) * 1000,
  }))
  return { objects, isCut: textOf(found, 'IsTruncated') === 'true', answered: answer.answered }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name)
  return typeof field === 'string' ? field : ''
}
