import { PRIVATE_FOLDER } from './published-path.ts'
import type { ContentCoding } from './target.ts'

/** Where the objects lie that no reader needs to see. */
const MANIFESTS = `${PRIVATE_FOLDER}/manifests/`
const CONTENTS = `${PRIVATE_FOLDER}/objects/`

/** The newest manifest under one name, written when readers have all of it. */
const MANIFEST_COPY = `${PRIVATE_FOLDER}/manifest.json`

const SUFFIXES: Readonly<Record<ContentCoding, string>> = { gzip: '.gz', br: '.br' }

export const objectKeys = {
  manifests: MANIFESTS,
  contents: CONTENTS,
  manifestCopy: MANIFEST_COPY,
  /** Digits as many as sort like the numbers. */
  manifest: (number: number): string => `${MANIFESTS}${String(number).padStart(12, '0')}.json`,
  /** The bytes of a document in one coding, by what they are: never changed once they are there. */
  content: (sha256: string, coding?: ContentCoding): string =>
    `${CONTENTS}${sha256}${coding === undefined ? '' : SUFFIXES[coding]}`,
}

/** The number in the key of a manifest; undefined for what someone else put there. */
export function manifestNumber(key: string): number | undefined {
  const digits = /^(\d{12})\.json$/.exec(key.slice(MANIFESTS.length))?.[1]
  return digits === undefined ? undefined : Number(digits)
}
