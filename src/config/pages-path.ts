import type { PublishedFile } from '../targets/target.ts'
import type { Settings } from './settings.ts'

const OWN_FOLDER = 'feeds/'

/**
 * Folder of the set in which pages for people lie, ending in `/`; empty: the set itself.
 *
 * A set that has the address of the site, or one above it, lies among the site's pages: `world/` is that of the section.
 * There the pages have a folder of their own, unless they are published beside the documents already.
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
