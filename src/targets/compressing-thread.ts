import { parentPort } from 'node:worker_threads'
import { brotliHere } from './compression.ts'
import type { CompressedBytes, CompressionTask } from './compressor.ts'

parentPort?.on('message', ({ number, bytes }: CompressionTask) => {
  const answer: CompressedBytes = { number, bytes: brotliHere(bytes) }
  parentPort?.postMessage(answer)
})
