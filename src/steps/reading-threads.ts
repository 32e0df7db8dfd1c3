import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Instant } from '../article/instant.ts'
import type { Site } from '../article/site.ts'
import type { ReadFile, ReadFiles } from '../catalog/reading.ts'
import type { ArticleFile, ArticleRef, MediaSource } from '../sources/source.ts'

/** What a thread is told once. */
export interface ThreadSetup {
  readonly site: Site
  /** See `MediaSource.folders`; empty: there are no local media. */
  readonly mediaFolders: ReadonlyMap<string, string>
  readonly now: Instant
}

/** Files for a thread to read. */
export interface ReadTask {
  readonly index: number
  readonly files: readonly (ArticleFile & { readonly key: string })[]
}

/** That a thread can take tasks; and then what became of the files of the task `index`, in their order. */
export type ThreadMessage =
  | 'ready'
  | { readonly index: number; readonly files: readonly Omit<ReadFile, 'ref'>[] }

export interface ReadingThreads extends Omit<ThreadSetup, 'mediaFolders'> {
  readonly media: MediaSource | undefined
  /** The compiled `reading-thread.ts`; absent: the one beside this module. */
  readonly module?: URL
  /** Absent: one for each processor but the one this thread runs on, and no more than {@link MOST_THREADS}. */
  readonly threads?: number
  /** Files from which threads pay for their start; {@link FEWEST_FILES} when absent. */
  readonly fewest?: number
}

/** Settling and storing what was read is one thread's work and keeps up with about so many. */
const MOST_THREADS = 4
const FEWEST_FILES = 3_000
/** A message costs as much as reading some files. */
const FILES_A_TASK = 256
/** Tasks handed to a thread at a time, so that it has work while this one stores. */
const TASKS_AHEAD = 4
/**
 * Articles are garbage as soon as they are stored. Left to itself the engine lets garbage grow to several times what is in
 * use before it looks; 0 is its own choice.
 */
const HEAP_GROWTH_PERCENT = 100

/**
 * Reads with the help of other threads, in the order of the files and with the results of `readHere`, which reads what
 * threads cannot: too few files to start them for, files that lie in no folder, and those of a thread that died or never
 * started. Bodies stay in their threads.
 */
export function readInThreads(setup: ReadingThreads, readHere: ReadFiles): ReadFiles {
  const threads = setup.threads ?? Math.min(MOST_THREADS, availableParallelism() - 1)
  return (refs, signal) =>
    threads > 0 &&
    refs.length >= (setup.fewest ?? FEWEST_FILES) &&
    (setup.media === undefined || setup.media.folders !== undefined)
      ? readTogether(refs, { ...setup, threads }, readHere, signal)
      : readHere(refs, signal)
}

async function* readTogether(
  refs: readonly ArticleRef[],
  { site, media, now, module, threads }: ReadingThreads & { readonly threads: number },
  readHere: ReadFiles,
  signal: AbortSignal,
): AsyncIterable<readonly ReadFile[]> {
  const tasks = Array.from({ length: Math.ceil(refs.length / FILES_A_TASK) }, (_, index) =>
    refs.slice(index * FILES_A_TASK, (index + 1) * FILES_A_TASK),
  )
  const done = new Map<number, readonly ReadFile[]>()
  const left: number[] = []
  /** The task waited for, and the first that no one has begun. */
  let wanted = 0
  let next = 0
  let wake = (): void => {}
  const pool: { readonly worker: Worker; feed(): void }[] = []
  const onAbort = (): void => wake()
  signal.addEventListener('abort', onAbort)
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`)
  try {
    for (let started = 0; started < threads; started++) start()
    for (; wanted < tasks.length; wanted++) {
      signal.throwIfAborted()
      for (const { feed } of pool) feed()
      while (!done.has(wanted)) {
        signal.throwIfAborted()
        // A thread that waits for another would be one too many.
        const mine = left.shift() ?? begin()
        if (mine === undefined) await new Promise<void>((resolve) => (wake = resolve))
        else done.set(mine, await allHere(tasks[mine] ?? []))
      }
      yield done.get(wanted) ?? []
      done.delete(wanted)
    }
  } finally {
    setFlagsFromString('--heap-growing-percent=0')
    signal.removeEventListener('abort', onAbort)
    await Promise.all(pool.map(({ worker }) => worker.terminate()))
  }

  /** The next task, as long as not too many wait for their turn. */
  function begin(): number | undefined {
    return next < tasks.length && next <= wanted + (threads + 1) * TASKS_AHEAD ? next++ : undefined
  }

  async function allHere(some: readonly ArticleRef[]): Promise<readonly ReadFile[]> {
    const files: ReadFile[] = []
    for await (const batch of readHere(some, signal)) files.push(...batch)
    return files
  }

  function start(): void {
    const setup: ThreadSetup = { site, mediaFolders: media?.folders ?? new Map(), now }
    let worker: Worker
    try {
      worker = new Worker(module ?? new URL('./reading-thread.js', import.meta.url), { workerData: setup })
    } catch {
      // The system allows no more threads: this one reads.
      return
    }
    const underWay = new Set<number>()
    let isReady = false
    let isGone = false
    const feed = (): void => {
      while (isReady && !isGone && underWay.size < TASKS_AHEAD) {
        const index = begin()
        if (index === undefined) return
        const files = (tasks[index] ?? []).flatMap(({ key, file }) =>
          file === undefined ? [] : [{ key, ...file }],
        )
        if (files.length !== tasks[index]?.length) left.push(index)
        else {
          underWay.add(index)
          const task: ReadTask = { index, files }
          worker.postMessage(task)
        }
      }
    }
    worker.on('message', (message: ThreadMessage) => {
      if (message === 'ready') isReady = true
      else {
        const { index } = message
        underWay.delete(index)
        const files = (tasks[index] ?? []).flatMap((ref, at) => {
          const file = message.files[at]
          return file === undefined ? [] : [{ ref, ...file }]
        })
        if (files.length === tasks[index]?.length) done.set(index, files)
        else left.push(index)
      }
      feed()
      wake()
    })
    // What it had is read here; a mistake in an article is met there again, and told.
    worker.on('error', () => {})
    worker.on('exit', () => {
      isGone = true
      left.push(...underWay)
      underWay.clear()
      wake()
    })
    pool.push({ worker, feed })
  }
}
