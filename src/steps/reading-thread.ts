/** Code of a thread of `reading-threads.ts`: reads and parses files, and returns articles without their bodies. */
import { parentPort, workerData } from 'node:worker_threads'
import { pathOf, sourceNameOf } from '../article/key.ts'
import { readSiteArticle } from '../article/site-article.ts'
import { readAll } from '../catalog/reading.ts'
import { readArticleFile } from '../sources/article-file.ts'
import { combineMedia } from '../sources/combined-source.ts'
import { openReaders } from '../sources/readers.ts'
import type { FileReader } from '../sources/source.ts'
import type { ReadTask, ThreadMessage, ThreadSetup } from './reading-threads.ts'

const { site, readers: setups, now }: ThreadSetup = workerData
const readers = await openReaders(setups)
const media = combineMedia(
  new Map([...readers].flatMap(([name, reader]) => (reader.media ? [[name, reader.media] as const] : []))),
)
const { signal } = new AbortController()

async function perform({ index, files }: ReadTask): Promise<void> {
  const refs = files.map(({ key, path, maxBytes }) => {
    const reader = readerOf(key)
    const load = async () => ({ ...reader.raw(pathOf(key), readArticleFile(path, maxBytes)), key })
    return { key, revision: '', load }
  })
  const read = await readAll(refs, {
    parse: (raw, lookup) => readSiteArticle(raw, { site, now }, lookup),
    media,
    concurrency: 1,
    signal,
  })
  const answer: ThreadMessage = { index, files: read.map(({ ref: _ref, ...file }) => file) }
  parentPort?.postMessage(answer)
}

/** Ends this thread if there is none, so that the main thread reads the file. */
function readerOf(key: string): FileReader {
  const reader = readers.get(sourceNameOf(key))
  if (reader === undefined) throw new RangeError(`there is no reader for ${key}`)
  return reader
}

/** Tasks are processed one after the other. */
let last = Promise.resolve()
parentPort?.on('message', (task: ReadTask) => {
  last = last.then(() => perform(task))
})
const ready: ThreadMessage = 'ready'
parentPort?.postMessage(ready)
