/** Preloaded with --expose-gc: notes every two seconds what is left on the heap after a collection, in bytes; a file for each process. */
import { appendFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const EVERY_MS = 2000
const folder = process.env.SOAK_HEAP ?? '.'
const file = join(folder, `${basename(process.argv[1] ?? '', '.js')}-${process.pid}`)
setInterval(() => {
  globalThis.gc?.()
  appendFileSync(file, `${process.memoryUsage().heapUsed}\n`)
}, EVERY_MS).unref()
