import { isAscii } from './text.ts'

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Javanese}\p{Script=Balinese}]/u

const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language)
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' })
    segmenters.set(language, segmenter)
  }
  return segmenter
}

/** The number of words counted, and the offset after the last of them. */
export interface Counted {
  readonly words: number
  readonly end: number
}

/**
 * Counts the words of `text`, up to `most`: separated by white space, or, in scripts without spaces, by the rules of
 * Unicode (UAX #29, with the dictionaries of ICU) for `language`.
 */
export function countWords(text: string, language: string, most: number): Counted {
  return !isAscii(text) && UNSPACED.test(text) ? countSegments(text, language, most) : countSpaced(text, most)
}

function countSpaced(text: string, most: number): Counted {
  const word = /\S+/gu
  let words = 0
  let end = 0
  while (words < most && word.test(text)) {
    words += 1
    end = word.lastIndex
  }
  return { words, end }
}

function countSegments(text: string, language: string, most: number): Counted {
  let words = 0
  let end = 0
  for (const { segment, index, isWordLike } of segmenterOf(language).segment(text)) {
    if (isWordLike !== true) continue
    if (words === most) break
    words += 1
    end = index + segment.length
  }
  return { words, end }
}
