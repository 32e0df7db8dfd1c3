/** node:http that sends the very header lists feedwright sends: what is left of the difference is feedwright's own work. */
import { createServer } from 'node:http'
import { moduleAt } from '../../modules.mjs'
import { snapshot } from '../sample-snapshot.mjs'

const { answerPoll } = await moduleAt('server/answer')

const ask = (more) =>
  answerPoll(snapshot, { method: 'GET', target: '/world/rss.xml', hasContent: false, receivedAt: 0, ...more })
const tagOf = ({ headers }) => headers[headers.indexOf('ETag') + 1]
const plain = ask({})
const gzip = ask({ acceptEncoding: 'gzip' })
const plainTag = tagOf(plain)
const gzipTag = tagOf(gzip)
const plainKnown = ask({ ifNoneMatch: plainTag })
const gzipKnown = ask({ acceptEncoding: 'gzip', ifNoneMatch: gzipTag })

createServer((request, response) => {
  if (request.url !== '/world/rss.xml') return response.writeHead(404).end()
  const zipped = request.headers['accept-encoding']?.includes('gzip')
  const tag = zipped ? gzipTag : plainTag
  if (request.headers['if-none-match'] === tag) {
    return response.writeHead(304, (zipped ? gzipKnown : plainKnown).headers).end()
  }
  const { status, headers, body } = zipped ? gzip : plain
  response.writeHead(status, headers)
  response.end(body)
}).listen(Number(process.argv[2]), '127.0.0.1')
