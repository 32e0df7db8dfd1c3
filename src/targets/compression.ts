import { promisify } from 'node:util'
import {
  type BrotliOptions,
  brotliCompress,
  brotliCompressSync,
  brotliDecompress,
  constants,
  gunzip,
  gzip,
} from 'node:zlib'
import type { ContentCoding, StagedContents } from './target.ts'

/** Chosen with `bench/compression.mjs`; the measurements are in `docs/publishing.md`. */
const GZIP_LEVEL = 6
const BROTLI_QUALITY = 7
/**
 * Above this size in bytes, which exceeds the default size limit of feeds, compression takes half the time, for 3 %
 * more bytes.
 */
const LARGE = 2 * 1024 * 1024
const LARGE_GZIP_LEVEL = 4
const LARGE_BROTLI_QUALITY = 5

/**
 * Byte 9 of a gzip header is the operating system (RFC 1952, 2.3.1); 255 means "unknown", so that the bytes are the
 * same everywhere.
 */
const GZIP_OS_BYTE = 9
const UNKNOWN_OS = 255

/** Minimum that zlib accepts. */
const LEAST_CHUNK = 64

/**
 * `bytes` with precompressed copies; a copy that would not be smaller is left out. The result depends only on the bytes
 * and on the zlib and brotli of this Node version.
 *
 * @param brotli compresses elsewhere, with the same result as {@link brotliInPool}
 */
export async function compressed(bytes: Uint8Array, brotli = brotliInPool): Promise<StagedContents> {
  const level = bytes.length > LARGE ? LARGE_GZIP_LEVEL : GZIP_LEVEL
  const [gz, br] = await Promise.all([
    promisify(gzip)(bytes, { level, chunkSize: chunkSizeFor(bytes) }),
    brotli(bytes),
  ])
  gz[GZIP_OS_BYTE] = UNKNOWN_OS
  return {
    identity: bytes,
    ...(gz.length < bytes.length ? { gzip: gz } : {}),
    ...(br.length < bytes.length ? { br } : {}),
  }
}

/** In the threads of Node. */
export const brotliInPool = (bytes: Uint8Array): Promise<Uint8Array> =>
  promisify(brotliCompress)(bytes, brotliOptions(bytes))

/** The same in this thread, which it blocks. */
export const brotliHere = (bytes: Uint8Array): Uint8Array => brotliCompressSync(bytes, brotliOptions(bytes))

const brotliOptions = (bytes: Uint8Array): BrotliOptions => ({
  chunkSize: chunkSizeFor(bytes),
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? LARGE_BROTLI_QUALITY : BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  },
})

/**
 * After each output chunk, the compressing thread waits for the one that started it, which may be busy; the unused part
 * of a chunk takes no memory.
 */
const chunkSizeFor = ({ length }: Uint8Array): number => Math.max(LEAST_CHUNK, length)

/** Decompresses the copy `bytes`, up to `limit` bytes; undefined if it is invalid or longer. */
export async function expanded(
  coding: ContentCoding,
  bytes: Uint8Array,
  limit: number,
): Promise<Uint8Array | undefined> {
  const options = { maxOutputLength: Math.max(1, limit) }
  try {
    return await (coding === 'gzip'
      ? promisify(gunzip)(bytes, options)
      : promisify(brotliDecompress)(bytes, options))
  } catch {
    return undefined
  }
}
