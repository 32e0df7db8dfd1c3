import type { FindingText } from '../article-finding.ts'

/** The finding text for a picture that cannot be published. */
export function leftOut(ref: string, alt: string, isRenamed = false): Omit<FindingText, 'at'> {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,20}):/i.exec(ref)?.[1]?.toLowerCase()
  return {
    message: `a picture ${isRenamed ? RENAMED : (REASONS[scheme ?? ''] ?? 'has no address that readers can open')} and was left out; ${
      alt === ''
        ? 'it has no alternative text to publish instead'
        : 'its alternative text is published instead'
    }`,
    got: ref === '' ? alt : ref,
    ...(isRenamed
      ? TO_STATIC
      : {
          expected: 'a file beside the article, or an http(s) address',
          fix: 'save the picture as a file, and use its path',
        }),
  }
}

const RENAMED = 'has an address that only the generator of the site makes'

const TO_STATIC = {
  expected: 'a file that keeps its name, or an http(s) address',
  fix: 'move it to the folder of static files and name it from /, or take the articles from the built pages',
}

/** The finding text for a recording, film or poster whose address only the generator makes. */
export const renamed = (ref: string): Omit<FindingText, 'at'> => ({
  message: `a file ${RENAMED} and was left out`,
  got: ref,
  ...TO_STATIC,
})

const REASONS: Readonly<Record<string, string>> = {
  data: 'is part of the text (`data:`), which many feed readers do not show,',
  cid: 'is in the email from which it was copied (`cid:`)',
  blob: 'is in the browser from which it was copied (`blob:`)',
  file: 'is on your own machine (`file:`)',
}

/** The finding text for a picture in a format that few programs can show. */
export function unshowable(ref: string, type: string): Omit<FindingText, 'at'> {
  return {
    message: `most feed readers and browsers cannot show a picture of the type ${type}; it is not used as lead image`,
    got: ref,
    expected: 'JPEG, PNG, GIF, WebP or AVIF',
    fix: 'save it as JPEG, and use that file',
  }
}
