import { afterEach, expect, it } from 'vitest'
import { compressed } from '../../src/targets/compression.ts'
import { type Compressor, createCompressor } from '../../src/targets/compressor.ts'
import type { StagedContents } from '../../src/targets/target.ts'

const compiled = new URL('../../dist/compressing-thread.js', import.meta.url)
const threadThat = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const document = new TextEncoder().encode('River levels fall. '.repeat(300))
const large = new Uint8Array(3 * 1024 * 1024).map((_, index) => (index % 1000) >> 3)

let compressor: Compressor | undefined
afterEach(() => compressor?.close())

function started(module: URL): Compressor {
  compressor = createCompressor(module)
  compressor.start()
  return compressor
}

const copiesIn = ({ gzip, br }: StagedContents) =>
  [gzip, br].map((copy) => copy && Buffer.from(copy).toString('base64'))

it('makes in its thread the copies that are made without it', async () => {
  const { compress } = started(compiled)
  for (const contents of await Promise.all([document, large].map(compress)))
    expect(copiesIn(contents)).toEqual(copiesIn(await compressed(contents.identity)))
})

it('takes brotli copies from its thread, each for its own document', async () => {
  const answer = '({ number, bytes }) => w.parentPort.postMessage({ number, bytes: bytes.slice(0, 3) })'
  const { compress } = started(
    threadThat(`import * as w from 'node:worker_threads'; w.parentPort.on('message', ${answer})`),
  )
  const [one, other] = await Promise.all([compress(document), compress(document.slice(1))])
  expect(Buffer.from(one.br ?? []).toString()).toBe('Riv')
  expect(Buffer.from(other.br ?? []).toString()).toBe('ive')
})

it.each([
  ['that does not start', new URL('./missing-thread.js', import.meta.url)],
  ['that fails', threadThat(`throw new Error('no memory')`)],
  [
    'that ends at work',
    threadThat(`import * as w from 'node:worker_threads'; w.parentPort.on('message', () => process.exit(1))`),
  ],
])('makes the same copies with a thread %s', async (_what, module) => {
  const { compress } = started(module)
  const expected = await compressed(document)
  expect(await Promise.all([compress(document), compress(document)])).toEqual([expected, expected])
  expect(await compress(document)).toEqual(expected)
})

it('makes the same copies without a thread, and after it was closed', async () => {
  const { compress, atOnce, start, close } = createCompressor(compiled)
  const expected = await compressed(document)
  expect(await compress(document)).toEqual(expected)
  expect(atOnce()).toBeUndefined()
  start()
  expect(atOnce()).toBe(4)
  await close()
  expect(atOnce()).toBeUndefined()
  expect(await compress(document)).toEqual(expected)
})
