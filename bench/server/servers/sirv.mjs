import { createServer } from 'node:http'
import sirv from 'sirv'

const [, , port, site] = process.argv
const serve = sirv(site, { gzip: true, brotli: true, etag: true, maxAge: 1800 })
createServer((request, response) => serve(request, response, () => response.writeHead(404).end())).listen(
  Number(port),
  '127.0.0.1',
)
