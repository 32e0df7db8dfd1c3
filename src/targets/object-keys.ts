import { MANIFEST_COPY, PRIVATE_FOLDER, sidecarPath } from './published-path.ts'
import type { ContentCoding } from './target.ts'

/** Prefix of objects that readers do not need. */
const MANIFESTS = `${PRIVATE_FOLDER}/manifests/`
const CONTENTS = `${PRIVATE_FOLDER}/objects/`

export const objectKeys = {
  manifests: MANIFESTS,
  contents: CONTENTS,
  /** The newest manifest under a fixed name, written after the set is completely published. */
  manifestCopy: MANIFEST_COPY,
  /** Padded with zeros, so that keys sort by number. */
  manifest: (number: number): string => `${MANIFESTS}${String(number).padStart(12, '0')}.json`,
  /** The bytes of a document in one coding, addressed by their hash and never changed. */
  content: (sha256: string, coding?: ContentCoding): string =>
    coding === undefined ? CONTENTS + sha256 : sidecarPath(CONTENTS + sha256, coding),
}

/** The number in the key of a manifest; undefined for keys of other programs. */
export function manifestNumber(key: string): number | undefined {
  const digits = /^(\d{12})\.json$/.exec(key.slice(MANIFESTS.length))?.[1]
  return digits === undefined ? undefined : Number(digits)
}
