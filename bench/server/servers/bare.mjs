/** The floor: node:http with the bytes in memory and no more checks than it takes to answer the three requests. */
import { createServer } from 'node:http'
import { sampleContents } from '../sample-feed.mjs'

const { identity, gzip, sha256 } = sampleContents()
const lastModified = 'Fri, 20 Nov 2026 08:00:00 GMT'
const plainTag = `"${sha256.slice(0, 24)}"`
const gzipTag = `"${sha256.slice(0, 24)}-gz"`
const caching = { 'Cache-Control': 'public, max-age=1800', Vary: 'Accept-Encoding' }
const content = { 'Content-Type': 'application/rss+xml', 'Last-Modified': lastModified, ...caching }
const plainHeaders = { ...content, ETag: plainTag, 'Content-Length': identity.length }
const gzipHeaders = { ...content, ETag: gzipTag, 'Content-Length': gzip.length, 'Content-Encoding': 'gzip' }

createServer((request, response) => {
  if (request.url !== '/world/rss.xml') return response.writeHead(404).end()
  const zipped = request.headers['accept-encoding']?.includes('gzip')
  const tag = zipped ? gzipTag : plainTag
  if (request.headers['if-none-match'] === tag)
    return response.writeHead(304, { ETag: tag, ...caching }).end()
  response.writeHead(200, zipped ? gzipHeaders : plainHeaders)
  response.end(zipped ? gzip : identity)
}).listen(Number(process.argv[2]), '127.0.0.1')
