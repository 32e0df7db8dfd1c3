import { on } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { instantFromMs } from '../../src/article/instant.ts'
import { sourceNameOf } from '../../src/article/key.ts'
import type { Site } from '../../src/article/site.ts'
import { parseSiteArticle, readSiteArticle } from '../../src/article/site-article.ts'
import {
  type ParseArticle,
  type ReadFile,
  type ReadFiles,
  readAll,
  readFilesWith,
} from '../../src/catalog/reading.ts'
import { loadDialect } from '../../src/dialects/index.ts'
import { createBuiltSource } from '../../src/sources/built.ts'
import { combineSources } from '../../src/sources/combined-source.ts'
import { createFolderSource } from '../../src/sources/folder.ts'
import { createSiteFolderSource } from '../../src/sources/site-folder.ts'
import type { ArticleRef, ArticleSource } from '../../src/sources/source.ts'
import { type ReadTask, readInThreads, type ThreadSetup } from '../../src/steps/reading-threads.ts'
import { folderOf, markdown, siteFolder } from '../support/site.ts'

const SITES = join(import.meta.dirname, '../sites')
const now = instantFromMs(Date.UTC(2026, 10, 22)) ?? expect.fail()
const site: Site = {
  title: 'T',
  url: 'https://example.org/',
  language: 'en',
  timeZone: 'Europe/Berlin',
  tagEntity: 'example.org,2024',
  permalink: '/{section}/{slug}/',
  authors: [],
  sections: new Map(
    ['world', 'posts', 'news', 'blog', 'log', 'notes', '2023', '2024'].map((name) => [name, { title: name }]),
  ),
}
const { signal } = new AbortController()
/** The compiled thread; sources cannot run in one on every Node. */
const compiled = new URL('../../dist/reading-thread.js', import.meta.url)
const ON_MESSAGE =
  'import { parentPort } from "node:worker_threads"; parentPort.postMessage("ready"); parentPort.on("message", () => { '
const script = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`)

/** A folder of three tasks with a picture that is not there, mistakes, and a file that went away after it was listed. */
async function newsroom() {
  const folder = await siteFolder({
    ...Object.fromEntries(
      Array.from({ length: 700 }, (_, at) => [
        `content/world/${at}.md`,
        markdown(`Ports ${at} \u{1f6a2}`, at % 10 === 0 ? 'someday' : '2026-11-01 10:00'),
      ]),
    ),
    'content/world/picture.md': markdown('Picture', '2026-11-01', 'image: gone.png\n'),
  })
  const contentDir = join(folder, 'content')
  const refs: ArticleRef[] = []
  const source = createFolderSource(contentDir, { siteUrl: site.url })
  for await (const batch of source.list(signal))
    refs.push(...batch.flatMap((ref) => ('load' in ref ? [ref] : [])))
  rmSync(join(contentDir, 'world/7.md'))
  const { media } = source
  const parse: ParseArticle = (raw, lookup) => parseSiteArticle(raw, { site, now }, lookup)
  const readHere = readFilesWith({ parse, media, concurrency: 1 })
  const inThreads = (module: URL, here = readHere, fewest = 1) =>
    readInThreads({ site, source, now, module, threads: 2, fewest }, here)
  return { refs, readHere, inThreads }
}

async function all(read: ReadFiles, refs: readonly ArticleRef[]): Promise<ReadFile[]> {
  const found: ReadFile[] = []
  for await (const batch of read(refs, signal)) found.push(...batch)
  return found
}

/** What a thread alone makes of the files. */
async function inOneThread(source: ArticleSource, refs: readonly ArticleRef[]) {
  const setup: ThreadSetup = { site, readers: source.readers?.() ?? new Map(), now }
  const worker = new Worker(compiled, { workerData: setup })
  onTestFinished(() => worker.terminate().then(() => undefined))
  const files = refs.map(({ key, file }) => ({ key, ...(file ?? expect.fail()) }))
  worker.postMessage({ index: 0, files } satisfies ReadTask)
  for await (const [message] of on(worker, 'message')) if (message !== 'ready') return message.files
}

describe('reading in threads', () => {
  it('finds what reading here finds, in the same order, and leaves bodies behind', async () => {
    const { refs, readHere, inThreads } = await newsroom()
    const here = await all(readHere, refs)
    expect(here.filter(({ article }) => article !== undefined)).toHaveLength(630)
    expect(here.filter(({ failed }) => failed).map(({ ref }) => ref.key)).toEqual(['world/7.md'])
    expect(here.flatMap(({ media }) => media)).not.toEqual([])
    const there = await all(inThreads(compiled), refs)
    expect(there).toEqual(here)
    expect(there.filter(({ article }) => article !== undefined && 'body' in article)).toEqual([])
  })

  it('leaves files to the threads while this one waits', async () => {
    const { refs, readHere, inThreads } = await newsroom()
    const mine: string[] = []
    const slow: ReadFiles = async function* read(some, stop) {
      mine.push(...some.map(({ key }) => key))
      // Slower than any thread is at reading the rest.
      await new Promise((resolve) => setTimeout(resolve, 3000))
      yield* readHere(some, stop)
    }
    expect(await all(inThreads(compiled, slow), refs)).toHaveLength(701)
    expect(mine.length).toBeLessThan(refs.length)
  })

  it.each([
    ['cannot be started', new URL('file:///nowhere/thread.js')],
    ['cannot even be made', new URL('https://example.org/thread.js')],
    ['die at once', script('throw new Error("no")')],
    ['die over a file', script(`${ON_MESSAGE}throw new Error("no") })`)],
    ['end without a word', script(`${ON_MESSAGE}process.exit(0) })`)],
    ['die as soon as they are ready', script(`${ON_MESSAGE}}); throw new Error("no")`)],
    [
      'answer too little',
      script(
        `${ON_MESSAGE}})`.replace(
          '() => {',
          '({ index }) => { parentPort.postMessage({ index, files: [] });',
        ),
      ),
    ],
  ])('reads here what threads that %s leave', async (_about, module) => {
    const { refs, readHere, inThreads } = await newsroom()
    expect(await all(inThreads(module), refs)).toEqual(await all(readHere, refs))
  })

  it('reads here what are no files, and too few to start threads for', async () => {
    const { refs, readHere, inThreads } = await newsroom()
    const silent = script(`${ON_MESSAGE}})`)
    const elsewhere = refs.map((ref): ArticleRef => ({ ...keyOf(ref), load: () => ref.load() }))
    expect(await all(inThreads(silent), elsewhere)).toHaveLength(701)
    expect(await all(inThreads(silent, readHere, 702), refs)).toHaveLength(701)
  })

  it('reads sites of other programs and built pages in a thread as here, all of them as one source', async () => {
    const siteUrl = site.url
    const sites = ['astro', 'docusaurus', 'eleventy', 'hugo', 'jekyll', 'obsidian'].map(
      (name) =>
        [name, createSiteFolderSource(join(SITES, name), () => loadDialect(name), { siteUrl })] as const,
    )
    const pictures = await folderOf({
      'hugo.toml': '',
      'static/harbor.gif': Buffer.concat([
        Buffer.from('GIF89a'),
        Buffer.from([30, 0, 20, 0]),
        Buffer.alloc(9),
      ]),
      'content/posts/picture.md': markdown('Picture', '2026-11-01', 'image: /harbor.gif\n'),
    })
    const pages = createBuiltSource(join(SITES, 'built/_site'), { siteUrl })
    const source = combineSources(
      new Map([
        ...sites,
        ['pictures', createSiteFolderSource(pictures, () => loadDialect('hugo'), { siteUrl })],
        ['built', pages],
      ]),
    )
    const refs: ArticleRef[] = []
    for await (const batch of source.list(signal))
      refs.push(...batch.flatMap((ref) => ('load' in ref ? [ref] : [])))
    const parse: ParseArticle = (raw, lookup) => readSiteArticle(raw, { site, now }, lookup)
    const here = await readAll(refs, { parse, media: source.media, concurrency: 1, signal })
    expect(
      new Set(here.flatMap(({ article }) => (article === undefined ? [] : sourceNameOf(article.key)))).size,
    ).toBe(8)
    expect(here.find(({ ref }) => ref.key.startsWith('/pictures/'))?.article?.image?.width).toBe(30)
    expect(await inOneThread(source, refs)).toEqual(here.map(({ ref: _, ...file }) => file))
  })

  it('stops when told to', async () => {
    const { refs, inThreads } = await newsroom()
    const stopping = new AbortController()
    const first = inThreads(script(`${ON_MESSAGE}})`))(refs, stopping.signal)
      [Symbol.asyncIterator]()
      .next()
    stopping.abort(new Error('enough'))
    await expect(first).rejects.toThrow('enough')
  })
})

const keyOf = ({ key, revision }: ArticleRef) => ({ key, revision })
