import type { FeedDocument } from '../../src/feed/document.ts'
import { defined } from '../../src/formats/defined.ts'
import { type FeedSyntax, FormatError } from '../../src/formats/format.ts'
import { normalizeDocument } from '../../src/formats/normalize-document.ts'

const MARK = 'addition 1'

/** A document as it is in memory, behind a line that marks it. */
export const plain: FeedSyntax = {
  mediaType: 'application/vnd.example.feed',
  saysTombstones: true,
  write: (document) => `${MARK}\n${JSON.stringify(project(document))}\n`,
  read(text) {
    const [mark, json = ''] = text.split('\n')
    if (mark !== MARK) throw new FormatError('not a document of this format')
    try {
      const document: FeedDocument = JSON.parse(json)
      return document
    } catch {
      throw new FormatError('cut off')
    }
  },
  project,
}

function project(document: FeedDocument): FeedDocument {
  return defined(normalizeDocument(document))
}
