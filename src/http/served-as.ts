import type { SourceFacts } from '../gate/lint/source-document.ts'
import type { Answer } from './answer.ts'
import { type Redirect, standingAddresses } from './redirect.ts'

/** Data from a server about a document: its addresses, and its media type. */
export function servedAs(
  { headers }: Pick<Answer, 'headers'>,
  asked: string,
  redirects: readonly Redirect[],
): Pick<SourceFacts, 'selfUrl' | 'temporaryUrls' | 'contentType'> {
  const contentType = headers['content-type']
  const [selfUrl, ...temporaryUrls] = standingAddresses(new URL(asked).href, redirects)
  return { selfUrl, temporaryUrls, ...(contentType === undefined ? {} : { contentType }) }
}
