import { PAGE_FILES, type PageSite } from './listing.ts'
import { markup } from './markup.ts'
import { anchor, pageHeader, pageText, voiceFor } from './page.ts'

/**
 * The 404 page for people, with a link to the index.
 *
 * @param root relative URL of the root of the set
 */
export function notFoundPage(site: PageSite, root: string): string {
  const voice = voiceFor(site.language)
  const { words, attributes } = voice
  const index = root + (site.pagesPath ?? '')
  return pageText({
    title: `${words.notFound} – ${site.title}`,
    description: '',
    language: site.language,
    canonical: site.baseUrl,
    root,
    head: markup`<meta name="robots" content="noindex">`,
    body: markup`${pageHeader(site, voice, anchor(index, words.allFeeds))}
<main${attributes}>
<header class="intro">
<h1>${words.notFound}</h1>
<p class="description">${words.notFoundHere}</p>
</header>
<p>${anchor(index, words.allFeeds)} · <a href="${root}${PAGE_FILES.opml}" download>OPML</a></p>
</main>`,
  })
}
