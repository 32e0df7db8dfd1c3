/** Code of a thread of `reading-threads.ts`: reads and parses files, and returns articles without their bodies. */
import { parentPort, workerData } from 'node:worker_threads'
import { fileAt } from '../article/article-kind.ts'
import { readSiteArticle } from '../article/site-article.ts'
import { readAll } from '../catalog/reading.ts'
import { readArticleFile } from '../sources/article-file.ts'
import { combineMedia } from '../sources/combined-source.ts'
import { createLocalMedia } from '../sources/media-files.ts'
import type { ReadTask, ThreadMessage, ThreadSetup } from './reading-threads.ts'

const { site, mediaFolders, now }: ThreadSetup = workerData
const media = combineMedia(
  new Map([...mediaFolders].map(([name, folder]) => [name, createLocalMedia(folder, site.url)])),
)
const { signal } = new AbortController()

async function perform({ index, files }: ReadTask): Promise<void> {
  const refs = files.map(({ key, path, maxBytes }) => ({
    key,
    revision: '',
    load: async () => fileAt(key, readArticleFile(path, maxBytes)),
  }))
  const read = await readAll(refs, {
    parse: (raw, lookup) => readSiteArticle(raw, { site, now }, lookup),
    media,
    concurrency: 1,
    signal,
  })
  const answer: ThreadMessage = { index, files: read.map(({ ref: _ref, ...file }) => file) }
  parentPort?.postMessage(answer)
}

/** Tasks are processed one after the other. */
let last = Promise.resolve()
parentPort?.on('message', (task: ReadTask) => {
  last = last.then(() => perform(task))
})
const ready: ThreadMessage = 'ready'
parentPort?.postMessage(ready)
