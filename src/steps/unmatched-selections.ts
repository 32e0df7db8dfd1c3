import type { ArticleEntry } from '../article/article.ts'
import { wordKey } from '../article/word-key.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { FeedDefinition, Selection } from '../feed/definition.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { selects } from '../feed/selection.ts'
import { type Dimension, misspelledIn, takesNothing, type WordsInUse } from '../feed/unmatched-selection.ts'
import type { Finding } from '../finding.ts'
import type { Parts } from './parts.ts'

/** Maximum number of newest articles that are examined for one that a feed includes, and for their audiences. */
const MOST_LOOKED_AT = 2000

/**
 * Findings about configured feeds that select by words that no article has. A feed of a section needs no finding: its
 * articles may not exist yet.
 */
export function unmatchedSelections(
  { catalog, pathSettingOf }: Pick<Parts, 'catalog' | 'pathSettingOf'>,
  feeds: readonly FeedDefinition[],
  published: readonly PublishedFeed[],
): readonly Finding[] {
  if (catalog.size().entries === 0) return []
  const inUse = wordsIn(catalog)
  const isOfSection = (feed: FeedDefinition) => pathSettingOf(feed).startsWith('sections.')
  const filled = new Set(
    published
      .filter(
        ({ items, tombstones, archives = [] }) => items.length + tombstones.length + archives.length > 0,
      )
      .map(({ name }) => name),
  )
  return feeds
    .filter((feed) => feed.generated !== true && isChoice(feed.selection) && !isOfSection(feed))
    .flatMap((feed) => {
      const isFilled = filled.has(feed.name) || !isEmpty(catalog, feed.selection)
      return isFilled ? misspelledIn(feed, inUse) : [takesNothing(feed, inUse)]
    })
}

const isChoice = ({ sections, tags, authors, languages, audience, exclude }: Selection): boolean =>
  [sections, tags, authors, languages, audience, exclude].some((part) => part !== undefined)

/** Whether a selection includes none of the newest articles, including waiting ones. */
function isEmpty(catalog: Catalog, selection: Selection): boolean {
  const looked = newestOf(catalog, narrowest(selection))
  return looked.length < MOST_LOOKED_AT && !looked.some((entry) => selects(selection, entry))
}

/** One list of the selection that can be read without reading articles that it does not include. */
function narrowest({ tags, authors, sections, languages }: Selection): Selection {
  if (tags !== undefined) return { tags }
  if (authors !== undefined) return { authors }
  if (sections !== undefined) return { sections }
  return languages === undefined ? {} : { languages }
}

function newestOf(catalog: Catalog, choice: Selection): readonly ArticleEntry[] {
  const entries: ArticleEntry[] = []
  for (const entry of catalog.entries({ ...choice, teasers: true })) {
    entries.push(entry)
    if (entries.length === MOST_LOOKED_AT) break
  }
  return entries
}

function wordsIn(catalog: Catalog): WordsInUse {
  const words = new Map<Dimension, readonly string[]>()
  const read = (dimension: Dimension): readonly string[] => {
    const known = words.get(dimension)
    if (known !== undefined) return known
    const found = wordsOf(catalog, dimension)
    words.set(dimension, found)
    return found
  }
  return {
    of: read,
    isUsed(dimension, word) {
      if (dimension === 'audiences') return read(dimension).some((one) => wordKey(one) === wordKey(word))
      for (const _entry of catalog.entries({ [dimension]: [word], teasers: true })) return true
      return false
    },
  }
}

function wordsOf(catalog: Catalog, dimension: Dimension): readonly string[] {
  if (dimension === 'tags' || dimension === 'authors' || dimension === 'languages')
    return catalog.vocabulary()[dimension]
  const newest = newestOf(catalog, {})
  return [
    ...new Set(
      newest.flatMap(({ section, audience }) => (dimension === 'sections' ? section : (audience ?? []))),
    ),
  ]
}
