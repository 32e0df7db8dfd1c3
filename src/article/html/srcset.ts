const MAX_CANDIDATES = 30

/** One candidate of a `srcset`: a URL and an optional width (`640w`) or density (`2x`). */
export interface ImageCandidate {
  readonly url: string
  readonly descriptor: string
}

/** The candidates of a `srcset` attribute (HTML, section 4.8.4.2.1), at most 30. */
export function readSrcset(value: string): readonly ImageCandidate[] {
  const candidates: ImageCandidate[] = []
  let url = ''
  const add = (descriptor: string) => {
    if (url !== '' && /^(?:|\d+w|\d+(?:\.\d+)?x)$/.test(descriptor)) candidates.push({ url, descriptor })
    url = ''
  }
  for (const token of value.split(/[\t\n\f\r ]+/)) {
    if (candidates.length >= MAX_CANDIDATES) return candidates
    const end = token.indexOf(',')
    if (url === '') {
      url = token.replace(/^,+|,+$/g, '')
      if (token.endsWith(',')) add('')
    } else if (end === -1) add(token)
    else {
      add(token.slice(0, end))
      url = token.slice(end + 1).replace(/^,+|,+$/g, '')
    }
  }
  add('')
  return candidates
}

/** Serializes a `srcset`; commas at the ends of a URL are encoded, because they would be parsed as separators. */
export function writeSrcset(candidates: readonly ImageCandidate[]): string {
  return candidates
    .map(({ url, descriptor }) => {
      const safe = url.replace(/^,+|,+$/g, (commas) => '%2C'.repeat(commas.length))
      return descriptor === '' ? safe : `${safe} ${descriptor}`
    })
    .join(', ')
}

/** The candidate with the most pixels. */
export function largestCandidate(candidates: readonly ImageCandidate[]): ImageCandidate | undefined {
  return candidates.reduce<ImageCandidate | undefined>(
    (best, candidate) =>
      best === undefined ||
      Number.parseFloat(candidate.descriptor || '1') > Number.parseFloat(best.descriptor || '1')
        ? candidate
        : best,
    undefined,
  )
}
