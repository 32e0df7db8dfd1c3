import type { FeedDocument } from '../feed/document.ts'
import { element } from './xml-writing.ts'

/**
 * Links to other documents: hubs (WebSub), the same feed in other languages, and the position in an archive (RFC 5005,
 * whose marks are beside the links).
 *
 * @param tag `link` in Atom, `atom:link` in RSS
 * @param mediaType type of the document itself and of its archive
 */
export function linkElements(document: FeedDocument, tag: string, mediaType: string): string[] {
  const { archive } = document
  return [
    ...document.hubUrls.map((href) => element(tag, { rel: 'hub', href })),
    ...document.alternates.map(({ url, language, type }) =>
      element(tag, { rel: 'alternate', type: type || undefined, hreflang: language, href: url }),
    ),
    ...link('current', archive?.current),
    ...link('prev-archive', archive?.previous),
    ...link('next-archive', archive?.next),
    ...(archive?.kind === 'archive' ? [element('fh:archive', {})] : []),
    ...(archive?.kind === 'complete' ? [element('fh:complete', {})] : []),
  ]

  function link(rel: string, href: string | undefined): string[] {
    return href === undefined ? [] : [element(tag, { rel, type: mediaType, href })]
  }
}
