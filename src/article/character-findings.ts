import type { FindingCollector } from './finding-collector.ts'
import { findMojibake } from './mojibake.ts'
import { findIllegal, legalText } from './text.ts'

/**
 * Reports characters that no feed may contain, and characters that are visible because of a wrong encoding. `legal` is
 * the text without the former.
 */
export function noteCharacters(text: string, legal: string, notes: FindingCollector): void {
  if (legal !== text) noteIllegal(text, notes)
  noteMojibake(legal, notes)
}

function noteMojibake(text: string, notes: FindingCollector): void {
  const offset = findMojibake(text)
  if (offset === -1) return
  notes.add(
    'text-mojibake',
    {
      message: 'the text was decoded in the wrong encoding, and readers see these characters',
      got: text.slice(Math.max(0, offset - 20), offset + 20),
      fix: 'write the intended characters, and save the file as UTF-8',
    },
    offset,
  )
}

function noteIllegal(decoded: string, notes: FindingCollector): void {
  const offset = findIllegal(decoded)
  if (offset === -1) return
  const code = decoded.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0')
  // Up to this character, the two texts differ only in line ends.
  notes.add(
    'character-illegal',
    {
      message: `the character U+${code} is not allowed in feeds and was removed`,
      fix: 'delete it from the file',
    },
    legalText(decoded.slice(0, offset)).length,
  )
}
