import type { ParsedArticle } from './article.ts'
import { composeArticle, type StatedContent } from './compose-article.ts'
import type { FindingCollector } from './finding-collector.ts'
import type { GateState } from './front-matter/gate-fields.ts'
import type { FrontMatterValues } from './front-matter/values.ts'
import type { Instant } from './instant.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/** The article that fields and text state together, or its problems. */
export function statedArticle(
  content: StatedContent,
  context: ArticleContext,
  media: MediaLookup,
  notes: FindingCollector,
): ParsedArticle {
  const article = composeArticle(content, context, media, notes)
  const { findings } = notes
  if (article !== undefined && !notes.fatal) return { value: article, findings }
  const { id, published } = article ?? {}
  const unusable = {
    findings,
    ...(id !== undefined && { id }),
    ...(published !== undefined && { published }),
  }
  return isWithheld(content.values, content.gates, context.now) ? { ...unusable, isWithheld: true } : unusable
}

/** Whether the front matter states, or may state, that the article is not public. */
function isWithheld(values: FrontMatterValues, gates: GateState, now: Instant): boolean {
  return (
    gates.closed ||
    gates.unread ||
    (gates.from ?? now) > now ||
    (gates.until !== undefined && gates.until <= now) ||
    (['draft', 'withdrawn'] as const).some((name) => {
      const field = values.field(name)
      return field !== undefined && field.kind !== 'nothing' && (field.kind !== 'flag' || field.flag)
    })
  )
}
