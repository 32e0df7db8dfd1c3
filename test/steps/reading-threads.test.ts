import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { instantFromMs } from '../../src/article/instant.ts'
import type { Site } from '../../src/article/site.ts'
import { parseSiteArticle } from '../../src/article/site-article.ts'
import { type ParseArticle, type ReadFile, type ReadFiles, readFilesWith } from '../../src/catalog/reading.ts'
import { combineMedia } from '../../src/sources/combined-source.ts'
import { createFolderSource } from '../../src/sources/folder.ts'
import { createLocalMedia } from '../../src/sources/media-files.ts'
import type { ArticleRef } from '../../src/sources/source.ts'
import { readInThreads } from '../../src/steps/reading-threads.ts'
import { markdown, siteFolder } from '../support/site.ts'

const now = instantFromMs(Date.UTC(2026, 10, 22)) ?? expect.fail()
const site: Site = {
  title: 'T',
  url: 'https://example.org/',
  language: 'en',
  timeZone: 'Europe/Berlin',
  tagEntity: 'example.org,2024',
  permalink: '/{section}/{slug}/',
  authors: [],
  sections: new Map([['world', { title: 'World' }]]),
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
  for await (const batch of createFolderSource(contentDir).list(signal))
    refs.push(...batch.flatMap((ref) => ('load' in ref ? [ref] : [])))
  rmSync(join(contentDir, 'world/7.md'))
  const media = createLocalMedia(contentDir, site.url)
  const parse: ParseArticle = (raw, lookup) => parseSiteArticle(raw, { site, now }, lookup)
  const readHere = readFilesWith({ parse, media, concurrency: 1 })
  const inThreads = (module: URL, here = readHere, fewest = 1) =>
    readInThreads({ site, media, now, module, threads: 2, fewest }, here)
  return { refs, readHere, inThreads, media, contentDir }
}

async function all(read: ReadFiles, refs: readonly ArticleRef[]): Promise<ReadFile[]> {
  const found: ReadFile[] = []
  for await (const batch of read(refs, signal)) found.push(...batch)
  return found
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

  it('knows the folders of a source beside one that has none', async () => {
    const { media, contentDir } = await newsroom()
    const { folders: _, ...elsewhere } = media
    const sources = new Map([
      ['', media],
      ['site', elsewhere],
    ])
    expect(combineMedia(sources)?.folders).toEqual(new Map([['', contentDir]]))
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
