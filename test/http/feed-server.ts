import type { IncomingHttpHeaders } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { serveOnLoopback } from '../support/loopback.ts'

export interface Asked {
  readonly path: string
  readonly method: string
  readonly headers: IncomingHttpHeaders
  /** Counts from 1. */
  readonly number: number
  readonly origin: string
}

export interface Said {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string | Uint8Array
}

export const MODIFIED = 'Thu, 05 Nov 2026 10:00:00 GMT'

/** A feed of some size; `inside` stands in its channel. */
export function feed(origin: string, inside = '', title = 'Report'): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
<title>Harbour Gazette</title><link>https://harbour.example/</link><description>News of the harbour</description>
<atom:link rel="self" type="application/rss+xml" href="${origin}/feed"/>${inside}
<item><title>${title}</title><guid isPermaLink="false">tag:harbour.example,2024:${title}</guid>
<pubDate>Thu, 05 Nov 2026 10:00:00 GMT</pubDate><description>${'The harbour is full of ships. '.repeat(80)}</description></item>
</channel></rss>
`
}

/** What a server without any fault answers for a document. */
export function good({ method, headers, origin }: Asked, text = feed(origin)): Said {
  const accepted = String(headers['accept-encoding'] ?? '')
  const coding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined
  const etag = `"${text.length}${coding ?? ''}"`
  const kept = {
    etag,
    'cache-control': 'public, max-age=600',
    vary: 'Accept-Encoding',
  }
  const known = headers['if-none-match']
  const isKnown = known === undefined ? headers['if-modified-since'] === MODIFIED : known === etag
  if (isKnown) return { status: 304, headers: kept, body: '' }
  const packed = coding === 'br' ? brotliCompressSync(text) : coding === 'gzip' ? gzipSync(text) : text
  return {
    status: 200,
    headers: {
      ...kept,
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-encoding': coding,
      'last-modified': MODIFIED,
    },
    body: method === 'HEAD' ? '' : packed,
  }
}

/** Changes some headers of an answer; `undefined` takes one away. */
export const withHeaders = (said: Said, headers: Said['headers']): Said => ({
  ...said,
  headers: { ...said.headers, ...headers },
})

/** A server on loopback that says what the test makes of each request; gives its origin, and is gone after the test. */
export async function startServer(say: (asked: Asked) => Said): Promise<string> {
  let number = 0
  const origin = await serveOnLoopback((request, response) => {
    number += 1
    const { url: path = '', method = '', headers } = request
    const { status, headers: told, body } = say({ path, method, headers, number, origin })
    response.statusCode = status
    for (const [name, value] of Object.entries(told)) if (value !== undefined) response.setHeader(name, value)
    response.end(body)
  })
  return origin
}
