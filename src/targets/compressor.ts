import { Worker } from 'node:worker_threads'
import { brotliInPool, compressed } from './compression.ts'
import type { StagedContents } from './target.ts'

/** Bytes for the thread to compress. */
export interface CompressionTask {
  readonly number: number
  readonly bytes: Uint8Array
}

/** The brotli copy of the bytes of the task with this number. */
export interface CompressedBytes {
  readonly number: number
  readonly bytes: Uint8Array
}

/** Compresses documents, with a thread that stays between runs. */
export interface Compressor {
  /** The result of {@link compressed}, whether the thread is running or not. */
  compress(bytes: Uint8Array): Promise<StagedContents>
  /** Number of documents to hand over at a time; undefined if the thread is not running. */
  atOnce(): number | undefined
  /** Starts the thread, unless it is running. */
  start(): void
  close(): Promise<void>
}

interface Asked {
  readonly bytes: Uint8Array
  done(copy: Uint8Array | Promise<Uint8Array>): void
}

/** All files of a feed: the thread goes on with the next while the main one is busy. */
const HANDED_OVER = 4

/**
 * The threads of Node wait for this one before they begin, and once more before they end, while it judges documents; a
 * thread for brotli, which takes two thirds of the time of compression, does not.
 *
 * @param module the compiled `compressing-thread.ts`
 */
export function createCompressor(module = new URL('./compressing-thread.js', import.meta.url)): Compressor {
  let thread: Worker | undefined
  const asked = new Map<number, Asked>()
  let last = 0

  function brotli(bytes: Uint8Array): Promise<Uint8Array> {
    const worker = thread
    if (worker === undefined) return brotliInPool(bytes)
    return new Promise((done) => {
      const task: CompressionTask = { number: ++last, bytes }
      asked.set(task.number, { bytes, done })
      worker.ref()
      worker.postMessage(task)
    })
  }

  function start(): Worker | undefined {
    let worker: Worker
    try {
      worker = new Worker(module)
    } catch {
      // The system allows no more threads.
      return undefined
    }
    worker.unref()
    worker.on('message', ({ number, bytes }: CompressedBytes) => {
      asked.get(number)?.done(bytes)
      asked.delete(number)
      if (asked.size === 0) worker.unref()
    })
    // What it leaves is compressed by the threads of Node.
    worker.on('error', () => {})
    worker.on('exit', () => {
      thread = undefined
      for (const { bytes, done } of asked.values()) done(brotliInPool(bytes))
      asked.clear()
    })
    return worker
  }

  return {
    compress: (bytes) => compressed(bytes, brotli),
    atOnce: () => (thread === undefined ? undefined : HANDED_OVER),
    start() {
      thread ??= start()
    },
    async close() {
      await thread?.terminate()
    },
  }
}
