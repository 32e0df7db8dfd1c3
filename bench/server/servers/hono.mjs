import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'

const [, , port, site] = process.argv
const app = new Hono()
// It makes no ETag itself; the middleware hashes each answer.
app.use(etag())
app.use(serveStatic({ root: site, precompressed: true }))
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' })
