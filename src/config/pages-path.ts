import type { PublishedFile } from '../targets/target.ts'
import type { Settings } from './settings.ts'

const OWN_FOLDER = 'feeds/'

/**
 * Folder in the set for pages for people, ending in `/`; empty for the set itself.
 *
 * A set at the address of the site, or above it, is mixed with the site's pages: `world/` is the page of the section.
 * In that case the pages have a folder of their own, unless they are already published beside the documents.
 */
export function pagesPathOf(
  { pages, url, feedsUrl = url }: Pick<Settings, 'pages' | 'url' | 'feedsUrl'>,
  published: readonly Pick<PublishedFile, 'path' | 'mediaType' | 'rank'>[],
): string {
  if (typeof pages === 'string') return pages
  if (!url.startsWith(feedsUrl)) return ''
  const isPage = ({ mediaType, rank }: (typeof published)[number]) =>
    rank === 'index' && mediaType === 'text/html'
  const isElsewhere = published.some((file) => isPage(file) && !file.path.startsWith(OWN_FOLDER))
  return isElsewhere ? '' : OWN_FOLDER
}
