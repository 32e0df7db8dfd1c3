import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Instant } from '../article/instant.ts'
import type { Site } from '../article/site.ts'
import type { ReadFile, ReadFiles } from '../catalog/reading.ts'
import type { ArticleFile, ArticleRef, ArticleSource, ReaderSetup } from '../sources/source.ts'
import { growHeapSlowly, optimizeAsUsual } from './engine-flags.ts'

/** The initial data of a thread. */
export interface ThreadSetup {
  readonly site: Site
  /** See {@link ArticleSource.readers}. */
  readonly readers: ReadonlyMap<string, ReaderSetup>
  readonly now: Instant
}

/** Files for a thread to read. */
export interface ReadTask {
  readonly index: number
  readonly files: readonly (ArticleFile & { readonly key: string })[]
}

/** A message that the thread is ready, or the results for the files of the task `index`, in order. */
export type ThreadMessage =
  | 'ready'
  | { readonly index: number; readonly files: readonly Omit<ReadFile, 'ref'>[] }

export interface ReadingThreads extends Omit<ThreadSetup, 'readers'> {
  readonly source: Pick<ArticleSource, 'readers'>
  /** The compiled `reading-thread.ts`; by default the one beside this module. */
  readonly module?: URL
  /** By default, one for each processor except the one of this thread, and at most {@link MOST_THREADS}. */
  readonly threads?: number
  /** Minimum number of files for which threads are started; {@link FEWEST_FILES} by default. */
  readonly fewest?: number
}

/** One thread stores the results, and keeps up with about this many readers. */
const MOST_THREADS = 4
const FEWEST_FILES = 3_000
/** Number of files per task: a message costs as much as reading some files. */
const FILES_A_TASK = 256
/** Number of tasks queued for a thread, so that it has work while this one stores results. */
const TASKS_AHEAD = 4
/**
 * Reads files with the help of other threads; order and results are those of `readHere`, which reads what threads
 * cannot: sets of files too small to start threads, files outside of folders, and files of a thread that crashed or did
 * not start. Bodies stay in their threads.
 */
export function readInThreads(setup: ReadingThreads, readHere: ReadFiles): ReadFiles {
  const threads = setup.threads ?? Math.min(MOST_THREADS, availableParallelism() - 1)
  return (refs, signal) =>
    threads > 0 && hasFiles(refs, setup.fewest ?? FEWEST_FILES)
      ? readTogether(refs, { ...setup, threads }, readHere, signal)
      : readHere(refs, signal)
}

/** Whether there are at least `fewest` files, which other threads can read. */
function hasFiles(refs: readonly ArticleRef[], fewest: number): boolean {
  let files = 0
  return refs.length >= fewest && refs.some(({ file }) => file !== undefined && ++files >= fewest)
}

async function* readTogether(
  refs: readonly ArticleRef[],
  { site, source, now, module, threads }: ReadingThreads & { readonly threads: number },
  readHere: ReadFiles,
  signal: AbortSignal,
): AsyncIterable<readonly ReadFile[]> {
  const tasks = Array.from({ length: Math.ceil(refs.length / FILES_A_TASK) }, (_, index) =>
    refs.slice(index * FILES_A_TASK, (index + 1) * FILES_A_TASK),
  )
  const setup: ThreadSetup = { site, readers: source.readers?.() ?? new Map(), now }
  const done = new Map<number, readonly ReadFile[]>()
  const left: number[] = []
  /** The task whose results are needed next, and the first one that has not been started. */
  let wanted = 0
  let next = 0
  let wake = (): void => {}
  const pool: { readonly worker: Worker; feed(): void }[] = []
  const onAbort = (): void => wake()
  signal.addEventListener('abort', onAbort)
  const optimizeAsBefore = optimizeAsUsual()
  // Articles become garbage as soon as they are stored.
  const growHeapAsUsual = growHeapSlowly()
  try {
    for (let started = 0; started < threads; started++) start()
    for (; wanted < tasks.length; wanted++) {
      signal.throwIfAborted()
      for (const { feed } of pool) feed()
      while (!done.has(wanted)) {
        signal.throwIfAborted()
        // Reads a task in this thread instead of waiting.
        const mine = left.shift() ?? begin()
        if (mine === undefined) await new Promise<void>((resolve) => (wake = resolve))
        else done.set(mine, await allHere(tasks[mine] ?? []))
      }
      yield done.get(wanted) ?? []
      done.delete(wanted)
    }
  } finally {
    growHeapAsUsual()
    optimizeAsBefore()
    signal.removeEventListener('abort', onAbort)
    await Promise.all(pool.map(({ worker }) => worker.terminate()))
  }

  /** The next task, unless too many results are waiting. */
  function begin(): number | undefined {
    return next < tasks.length && next <= wanted + (threads + 1) * TASKS_AHEAD ? next++ : undefined
  }

  async function allHere(some: readonly ArticleRef[]): Promise<readonly ReadFile[]> {
    const files: ReadFile[] = []
    for await (const batch of readHere(some, signal)) files.push(...batch)
    return files
  }

  function start(): void {
    let worker: Worker
    try {
      worker = new Worker(module ?? new URL('./reading-thread.js', import.meta.url), { workerData: setup })
    } catch {
      // The system allows no more threads, so this one reads.
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
    // This thread reads the files of the failed one again, which reports errors in articles.
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
