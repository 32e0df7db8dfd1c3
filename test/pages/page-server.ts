import { createServer } from 'node:http'
import { autodiscovery, translationsOf } from '../../src/pages/autodiscovery.ts'
import { feedPage } from '../../src/pages/feed-page.ts'
import { feedsOpml } from '../../src/pages/feeds-opml.ts'
import { feedsPage } from '../../src/pages/feeds-page.ts'
import { PAGE_FILES, pagePath } from '../../src/pages/listing.ts'
import { PAGE_CSP } from '../../src/pages/page.ts'
import { FEEDS_CSS } from '../../src/pages/styles.ts'
import { arabicItems, newsroom, worldItems } from './newsroom.ts'
import { site } from './sample.ts'

/** Where the pages are served, below a base path, as behind a proxy. */
export interface PageServer {
  readonly url: string
  close(): Promise<void>
}

const BASE = '/feeds/'

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><defs><linearGradient id="g" y2="1" x2="0"><stop stop-color="#27364f"/><stop offset=".62" stop-color="#c77b58"/><stop offset=".63" stop-color="#2b2a2c"/></linearGradient></defs><rect width="1200" height="800" fill="url(#g)"/><circle cx="860" cy="440" r="70" fill="#f2d8a7"/></svg>`

/** The newsroom's pages on a port of their own, with the headers that they need. */
export async function servePages(): Promise<PageServer> {
  const files = new Map<string, readonly [type: string, text: string]>()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const [type, text] = files.get(path.endsWith('/') ? `${path}index.html` : path) ?? []
    response.writeHead(text === undefined ? 404 : 200, {
      'Content-Type': type ?? 'text/plain',
      'Content-Security-Policy': PAGE_CSP,
      'X-Content-Type-Options': 'nosniff',
    })
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const origin = `http://127.0.0.1:${address.port}`

  files.set('/favicon.ico', ['image/svg+xml', PICTURE])
  files.set('/picture.svg', ['image/svg+xml', PICTURE])
  files.set('/broken.png', ['image/png', 'not a picture'])
  files.set(BASE + PAGE_FILES.styles, ['text/css', FEEDS_CSS])
  files.set(BASE + PAGE_FILES.index, ['text/html; charset=utf-8', feedsPage(newsroom, site)])
  files.set(BASE + PAGE_FILES.opml, ['text/x-opml', feedsOpml(newsroom, site)])
  files.set(BASE + PAGE_FILES.autodiscovery, ['text/plain; charset=utf-8', autodiscovery(newsroom)])
  for (const listing of newsroom) {
    const { feed, documents } = listing
    const items = feed.language === 'ar' ? arabicItems(origin) : feed.generated ? [] : worldItems(origin)
    const html = feedPage(feed, items, documents, site, translationsOf(listing, newsroom))
    files.set(BASE + pagePath(feed, site), ['text/html; charset=utf-8', html])
  }
  return {
    url: origin + BASE,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
