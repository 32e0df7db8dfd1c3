import fastifyStatic from '@fastify/static'
import fastify from 'fastify'

const [, , port, site] = process.argv
const app = fastify()
app.register(fastifyStatic, { root: site, preCompressed: true, maxAge: 1_800_000 })
await app.listen({ port: Number(port), host: '127.0.0.1' })
