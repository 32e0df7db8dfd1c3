import type { Alternate, ArchiveLinks } from '../feed/document.ts'
import { defined } from './defined.ts'
import { namespaces } from './namespaces.ts'
import { childOf, childrenOf, type XmlElement } from './xml-reading.ts'

/** The Atom links and RFC 5005 marks of a feed. */
export interface FeedLinks {
  readonly selfUrl: string
  readonly hubUrls: readonly string[]
  readonly alternates: readonly Alternate[]
  readonly archive: ArchiveLinks | undefined
}

/** @param parent the `channel` or `feed` element, all of whose links are in Atom's namespace */
export function readFeedLinks(parent: XmlElement): FeedLinks {
  const links = childrenOf(parent, namespaces.atom, 'link')
  const [selfUrl = ''] = hrefs('self')
  const [current] = hrefs('current')
  const [previous] = hrefs('prev-archive')
  const [next] = hrefs('next-archive')
  const kind = childOf(parent, namespaces.fh, 'archive')
    ? 'archive'
    : childOf(parent, namespaces.fh, 'complete')
      ? 'complete'
      : 'subscription'
  const stated = kind !== 'subscription' || [current, previous, next].some((url) => url !== undefined)
  return {
    selfUrl,
    hubUrls: hrefs('hub'),
    alternates: links.flatMap(alternate),
    archive: stated ? defined({ kind, current, previous, next } as const) : undefined,
  }

  function hrefs(rel: string): string[] {
    return links.filter(({ attributes }) => attributes.get('rel') === rel).map(hrefOf)
  }
}

/** The target of a link element. */
export function hrefOf({ attributes }: XmlElement): string {
  return attributes.get('href') ?? ''
}

/** An alternate without a language is the page of the feed. */
function alternate(link: XmlElement): Alternate[] {
  const language = link.attributes.get('hreflang')
  if (link.attributes.get('rel') !== 'alternate' || language === undefined) return []
  return [{ url: hrefOf(link), language, type: link.attributes.get('type') ?? '' }]
}
