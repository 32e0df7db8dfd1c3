import { setImmediate } from 'node:timers/promises'
import type { ArticleHead, Doubt, ParsedArticle, RawArticle } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { MediaLookup } from '../article/site.ts'
import type { Finding } from '../finding.ts'
import type { ArticleRef, MediaSource } from '../sources/source.ts'
import type { MediaUse } from './catalog.ts'

/** Parses the content of one file as an article; looks up local media with the given function. */
export type ParseArticle = (raw: RawArticle, media: MediaLookup) => ParsedArticle | Promise<ParsedArticle>

/** The lookup of local media, and of their revisions, which show that one was replaced. */
export type LocalMedia = Pick<MediaSource, 'lookup' | 'revision'> & Partial<Pick<MediaSource, 'file'>>

/** A file that was read, before its id is determined. */
export interface ReadFile {
  readonly ref: ArticleRef
  readonly article?: ArticleHead
  /** See {@link ParsedArticle}. */
  readonly isWithheld?: true
  readonly id?: string
  readonly published?: Instant
  readonly doubt?: Doubt
  readonly findings: readonly Finding[]
  readonly media: readonly MediaUse[]
  /** The file could not be read or parsed, which may be temporary. */
  readonly failed: boolean
}

export interface Reading {
  readonly parse: ParseArticle
  readonly media: LocalMedia | undefined
  readonly concurrency: number
  readonly signal: AbortSignal
}

/** Reads and parses files in order, several at a time. */
export type ReadFiles = (
  refs: readonly ArticleRef[],
  signal: AbortSignal,
) => AsyncIterable<readonly ReadFile[]>

/**
 * Number of files whose articles are held at once: few enough that most can be freed in the next garbage collection.
 */
const FILES_AT_ONCE = 32

const BETWEEN_TURNS = 64

/** Reads in this thread. */
export function readFilesWith(reading: Omit<Reading, 'signal'>): ReadFiles {
  return async function* read(refs, signal) {
    for (let start = 0; start < refs.length; start += FILES_AT_ONCE)
      yield await readAll(refs.slice(start, start + FILES_AT_ONCE), { ...reading, signal })
  }
}

/** Reads and parses all files, several at a time, in the given order. Errors become findings of the file. */
export async function readAll(refs: readonly ArticleRef[], reading: Reading): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < refs.length; index = next++) {
      const ref = refs[index]
      if (ref === undefined) return
      // Loading and parsing may be synchronous; this yields to other tasks of the process.
      if (index % BETWEEN_TURNS === 0) await setImmediate()
      reading.signal.throwIfAborted()
      files[index] = await readOne(ref, reading)
    }
  }
  await Promise.all(Array.from({ length: Math.min(reading.concurrency, refs.length) }, work))
  return files
}

/** Lookups that record what was looked up. */
export function noteMedia(media: LocalMedia | undefined) {
  const asked = new Map<string, MediaUse>()
  const noting =
    <T>(lookup: ((path: string) => T | undefined) | undefined) =>
    (path: string): T | undefined => {
      if (media === undefined) return undefined
      // The revision is taken first: a file replaced in between is examined again in the next run.
      if (!asked.has(path)) asked.set(path, { path, revision: media.revision(path) })
      return lookup?.(path)
    }
  return {
    lookup: noting(media?.lookup),
    file: noting(media?.file),
    uses: (): readonly MediaUse[] => [...asked.values()],
  }
}

async function readOne(ref: ArticleRef, { parse, media: local }: Reading): Promise<ReadFile> {
  const noted = noteMedia(local)
  let raw: RawArticle
  try {
    raw = await ref.load()
  } catch (error) {
    return failure(ref, 'file-unreadable', error, 'Fix this, or remove the file from the content folder.')
  }
  try {
    const { value, ...said } = await parse(raw, noted.lookup)
    const read = { ref, ...said, media: noted.uses(), failed: false }
    if (value === undefined) return read
    const { body: _body, ...article } = value
    return { ...read, article }
  } catch (error) {
    return failure(ref, 'article-failed', error, 'This is a bug; please report it with the file.')
  }
}

function failure(ref: ArticleRef, code: string, error: unknown, fix: string): ReadFile {
  const message = error instanceof Error ? error.message : String(error)
  const finding: Finding = { code, severity: 'error', message, file: ref.key, fix }
  return { ref, findings: [finding], media: [], failed: true }
}
