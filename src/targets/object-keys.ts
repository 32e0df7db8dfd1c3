import { PRIVATE_FOLDER } from './published-path.ts'
import type { ContentCoding } from './target.ts'

/** Prefix of objects that readers do not need. */
const MANIFESTS = `${PRIVATE_FOLDER}/manifests/`
const CONTENTS = `${PRIVATE_FOLDER}/objects/`

/** The newest manifest under a fixed name, written after the set is completely published. */
const MANIFEST_COPY = `${PRIVATE_FOLDER}/manifest.json`

const SUFFIXES: Readonly<Record<ContentCoding, string>> = { gzip: '.gz', br: '.br' }

export const objectKeys = {
  manifests: MANIFESTS,
  contents: CONTENTS,
  manifestCopy: MANIFEST_COPY,
  /** Padded with zeros, so that keys sort by number. */
  manifest: (number: number): string => `${MANIFESTS}${String(number).padStart(12, '0')}.json`,
  /** The bytes of a document in one coding, addressed by their hash and never changed. */
  content: (sha256: string, coding?: ContentCoding): string =>
    `${CONTENTS}${sha256}${coding === undefined ? '' : SUFFIXES[coding]}`,
}

/** The number in the key of a manifest; undefined for keys of other programs. */
export function manifestNumber(key: string): number | undefined {
  const digits = /^(\d{12})\.json$/.exec(key.slice(MANIFESTS.length))?.[1]
  return digits === undefined ? undefined : Number(digits)
}
