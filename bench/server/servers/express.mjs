import compression from 'compression'
import express from 'express'

const [, , port, site] = process.argv
const app = express()
app.use(compression())
app.use(express.static(site, { maxAge: 1_800_000 }))
app.listen(Number(port), '127.0.0.1')
