import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { type Packing, statedCodings } from '../http/answer.ts'

/** A server may compress a document several times by mistake; more layers than this are an attack. */
const MOST_LAYERS = 3

const DECODERS: Readonly<Record<Packing, () => Transform>> = {
  gzip: createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
  'raw-deflate': createInflateRaw,
}

export interface Unpacked {
  readonly body: Uint8Array
  /** The codings that were removed, outermost first. */
  readonly unpacked: readonly Packing[]
  readonly isDamaged: boolean
}

/** The decompressed body exceeds the limit. */
export class UnpackedTooLarge extends Error {}

/**
 * Decompresses a body according to its bytes, trying the `Content-Encoding` first, so that a wrong header can be
 * reported and the document still be read.
 *
 * @param maxBytes maximum size of each layer; throws {@link UnpackedTooLarge} beyond it
 */
export async function unpack(
  sent: Uint8Array,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Unpacked> {
  const codings = [...statedCodings({ headers })]
  const unpacked: Packing[] = []
  let body = sent
  while (unpacked.length < MOST_LAYERS) {
    const coding = codings.pop()
    const layer = await nextLayer(coding, body, maxBytes, signal)
    if (layer === undefined) {
      const isDamaged = coding !== undefined && !looksPlain(body)
      return { body, unpacked, isDamaged }
    }
    unpacked.push(layer.packing)
    body = layer.bytes
    if (!layer.isWhole) return { body, unpacked, isDamaged: true }
  }
  return { body, unpacked, isDamaged: false }
}

const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b
/** RFC 1950 §2.2. */
const isZlib = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0

interface Layer {
  readonly packing: Packing
  readonly bytes: Uint8Array
  readonly isWhole: boolean
}

/** The content of the outermost coding of a body; undefined if it has no known coding. */
async function nextLayer(
  coding: string | undefined,
  body: Uint8Array,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Layer | undefined> {
  const opened = async (packing: Packing): Promise<Layer> => ({
    packing,
    ...(await undo(packing, body, maxBytes, signal)),
  })
  if (isGzip(body)) return opened('gzip')
  const isPlain = looksPlain(body)
  let part: Layer | undefined
  for (const packing of guesses(coding, body, isPlain)) {
    const layer = await opened(packing)
    const isStated = coding === stated(packing)
    if (layer.isWhole && (isStated || (layer.bytes.length > 0 && looksPlain(layer.bytes)))) return layer
    if (isStated && !isPlain && layer.bytes.length > 0) part ??= layer
  }
  return part
}

const stated = (packing: Packing): string => (packing === 'raw-deflate' ? 'deflate' : packing)

/** The codings to try: the stated one first, then, for bytes that are not text, those without a signature. */
function guesses(coding: string | undefined, body: Uint8Array, isPlain: boolean): readonly Packing[] {
  const deflated: readonly Packing[] = isZlib(body) ? ['deflate', 'raw-deflate'] : ['raw-deflate']
  if (coding === 'deflate') return isPlain ? deflated : [...deflated, 'br']
  if (coding === 'br') return isPlain ? ['br'] : ['br', ...deflated]
  return isPlain ? [] : ['br', ...deflated]
}

async function undo(packing: Packing, body: Uint8Array, maxBytes: number, signal: AbortSignal) {
  const chunks: Uint8Array[] = []
  let total = 0
  const collect = async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of source) {
      total += chunk.length
      if (total > maxBytes) return
      chunks.push(chunk)
    }
  }
  let isWhole = true
  try {
    await pipeline(Readable.from([body]), DECODERS[packing](), collect, { signal })
  } catch (error) {
    if (signal.aborted) throw error
    isWhole = false
  }
  if (total > maxBytes) throw new UnpackedTooLarge()
  return { bytes: Buffer.concat(chunks), isWhole }
}

/**
 * Whether a body can be an uncompressed document: feeds begin with markup or JSON, in any encoding, after optional
 * white space and a byte order mark.
 */
function looksPlain(body: Uint8Array): boolean {
  const start = new TextDecoder('latin1')
    .decode(body.subarray(0, 256))
    .replaceAll('\0', '')
    .replace(/^[\s\u00ef\u00bb\u00bf\u00fe\u00ff]+/, '')
  return start === '' || /^(?:<[!?a-zA-Z]|\{[\s"}])/.test(start) || /^[\x20-\x7e\s]{32}/.test(start)
}
