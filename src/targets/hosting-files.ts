import { cacheKeyHeaders } from '../http/cache-keys.ts'
import { contentType } from '../http/content-type.ts'
import type { OutgoingFile } from './publication.ts'
import { HOSTING_PATHS } from './published-path.ts'
import type { PublishedFile, PublishedSet, ServingFacts } from './target.ts'

type HostedSet = Pick<PublishedSet, 'files' | 'feeds'> & { readonly serving: ServingFacts }

/**
 * Rules for hosts of static sites: types, caching and `Link` headers (WebSub §4) of feed documents, and redirects. All
 * other files share one rule, because Cloudflare supports only a hundred.
 */
export function hostingFiles(set: HostedSet): readonly OutgoingFile[] {
  const [headers = '', redirects = ''] = HOSTING_PATHS
  return [textFile(headers, headerRules(set)), textFile(redirects, redirectRules(set.serving))]
}

const textFile = (path: string, lines: readonly string[]): OutgoingFile => ({
  path,
  mediaType: 'text/plain',
  rank: 'index',
  bytes: new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
})

function headerRules({ files, feeds, serving }: HostedSet): readonly string[] {
  const feedOf = new Map(feeds.map((feed) => [feed.name, feed]))
  const documents = files
    .filter(({ rank, feed }) => rank === 'feed' && feed !== undefined)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const urlOf = ({ path, address = path }: PublishedFile) => serving.baseUrl + encodeURI(address)
  return [
    '/*',
    '  Access-Control-Allow-Origin: *',
    '  X-Content-Type-Options: nosniff',
    ...documents.flatMap((file) => {
      const feed = feedOf.get(file.feed ?? '')
      const maxAge = Math.min((feed?.ttl ?? serving.ttl) * 60, 3600)
      const links = [
        `<${urlOf(file)}>; rel="self"`,
        ...(feed?.hubs ?? []).map((hub) => `<${hub}>; rel="hub"`),
      ]
      return [
        new URL(urlOf(file)).pathname,
        `  Content-Type: ${contentType(file.mediaType)}`,
        `  Cache-Control: public, max-age=${maxAge}, stale-while-revalidate=${maxAge}, stale-if-error=86400`,
        `  Link: ${links.join(', ')}`,
        ...cacheKeyHeaders(serving.cacheKeys ?? [], file.address ?? file.path, serving.baseUrl).map(
          ([name, value]) => `  ${name}: ${value}`,
        ),
      ]
    }),
  ]
}

/** Removed documents get no rule: neither host supports 410, and missing files give 404. */
function redirectRules({ baseUrl, redirects }: ServingFacts): readonly string[] {
  const root = new URL(baseUrl).pathname
  const placeOf = (to: string) => (/^https?:\/\//i.test(to) ? to : `${root}${encodeURI(to)}`)
  return redirects.map(({ from, to, status }) => {
    const isFolder = from.endsWith('/') && to.endsWith('/')
    return `${root}${encodeURI(from)}${isFolder ? '*' : ''} ${placeOf(to)}${isFolder ? ':splat' : ''} ${status}`
  })
}
