import { nearest } from '../article/suggestion.ts'
import { wordKey } from '../article/word-key.ts'
import type { Finding } from '../finding.ts'
import type { FeedDefinition } from './definition.ts'

const DIMENSIONS = ['sections', 'tags', 'authors', 'languages', 'audiences'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** The words of articles by which feeds select. */
export interface WordsInUse {
  /** Whether any article has the word, in any spelling. */
  isUsed(dimension: Dimension, word: string): boolean
  /** All words in use. */
  of(dimension: Dimension): readonly string[]
}

const ONE: Readonly<Record<Dimension, string>> = {
  sections: 'section',
  tags: 'tag',
  authors: 'author',
  languages: 'language',
  audiences: 'audience',
}

/** Maximum edit distance of two words that are likely to be the same. */
const SLIP = 2
/** Minimum length of a word that is compared; shorter words are similar to too many others. */
const LEAST_LETTERS = 5

/** A word of a selection that no article has, and the most similar word in use. */
interface Unmatched {
  readonly dimension: Dimension
  readonly word: string
  readonly near: string | undefined
}

/** The finding for a configured feed that selects nothing: names a list of its selection whose words no article has. */
export function takesNothing(feed: FeedDefinition, inUse: WordsInUse): Finding {
  const { selection } = feed
  const missing = DIMENSIONS.flatMap((dimension) => {
    const words = wordsOf(selection, dimension)
    const unmatched = unmatchedOf(dimension, words, inUse)
    return unmatched.length === words.length ? unmatched : []
  })
  const near = missing.flatMap(({ near = [] }) => near)
  return {
    code: 'feed-takes-nothing',
    severity: 'warning',
    feed: feed.name,
    message:
      missing.length === 0
        ? `the feed contains no article: none matches all its lists${selection.exclude === undefined ? '' : ' without matching exclude'}`
        : `the feed contains no article: ${missing.map(({ dimension, word }) => `none has the ${ONE[dimension]} ${JSON.stringify(word)}`).join(', ')}`,
    fix: `${near.length === 0 ? '' : `did you mean ${near.map((word) => JSON.stringify(word)).join(', ')}? `}Correct the feed in the settings, or leave it if its articles are still to come`,
  }
}

/**
 * The findings for words of a selection, or of its `exclude`, that no article has and that closely resemble a word in
 * use. Sections come from the settings, and similar language tags are different languages, so these are not checked.
 */
export function misspelledIn(feed: FeedDefinition, inUse: WordsInUse): readonly Finding[] {
  const { selection } = feed
  return [
    { selection, verb: 'selects' },
    { selection: selection.exclude ?? {}, verb: 'leaves out' },
  ].flatMap(({ selection, verb }) =>
    (['tags', 'authors', 'audiences'] as const).flatMap((dimension) => {
      const words = wordsOf(selection, dimension)
      const keys = new Set(words.map(wordKey))
      return unmatchedOf(dimension, words, inUse, SLIP)
        .filter(
          ({ word, near }) => near !== undefined && word.length >= LEAST_LETTERS && !keys.has(wordKey(near)),
        )
        .map(
          ({ word, near }): Finding => ({
            code: 'selection-misspelled',
            severity: 'warning',
            feed: feed.name,
            message: `the feed ${verb} the ${ONE[dimension]} ${JSON.stringify(word)}, which no article has`,
            fix: `did you mean ${JSON.stringify(near)}? Correct the feed in the settings`,
          }),
        )
    }),
  )
}

function wordsOf(
  selection: Pick<FeedDefinition['selection'], 'sections' | 'tags' | 'authors' | 'languages' | 'audience'>,
  dimension: Dimension,
): readonly string[] {
  if (dimension === 'audiences') return selection.audience === undefined ? [] : [selection.audience]
  return selection[dimension] ?? []
}

function unmatchedOf(
  dimension: Dimension,
  words: readonly string[],
  inUse: WordsInUse,
  most?: number,
): readonly Unmatched[] {
  return words
    .filter((word) => !inUse.isUsed(dimension, word))
    .map((word) => ({ dimension, word, near: nearest(word, inUse.of(dimension), most) }))
}
