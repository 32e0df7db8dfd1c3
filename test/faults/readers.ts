import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import type { Edition } from '../targets/published-files.ts'

/** Reads a file as anybody may; rejects when it is not there. */
export type Read = (path: string) => Promise<Uint8Array>

async function bytesOf(read: Read, path: string): Promise<Uint8Array | undefined> {
  return read(path).catch(() => undefined)
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes)
}

function hex(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('hex')
}

function textsOf(edition: Edition): Map<string, string> {
  return new Map(
    [...edition.contents].map(([path, { identity }]) => [path, new TextDecoder().decode(identity)]),
  )
}

/** What a reader may see while `before` becomes `after`: each document as in one of them, whole; copies absent or of that document. */
export async function expectReadable(read: Read, before: Edition, after: Edition): Promise<void> {
  const [old, next] = [textsOf(before), textsOf(after)]
  for (const path of new Set([...old.keys(), ...next.keys()])) {
    const document = decoded(await bytesOf(read, path))
    expect([old.get(path), next.get(path)], path).toContain(document)
    const gz = await bytesOf(read, `${path}.gz`)
    const br = await bytesOf(read, `${path}.br`)
    if (gz !== undefined) expect(gunzipSync(gz).toString(), `${path}.gz`).toBe(document)
    if (br !== undefined) expect(brotliDecompressSync(br).toString(), `${path}.br`).toBe(document)
  }
}

/** Exactly `edition`, copies and manifest included, and nothing that was only in `before`. */
export async function expectPublished(read: Read, edition: Edition, before: Edition): Promise<void> {
  for (const file of edition.set.files) {
    const staged = edition.contents.get(file.path)
    const beside: readonly (readonly [string, Uint8Array | undefined])[] = [
      ['', staged?.identity],
      ['.gz', staged?.gzip],
      ['.br', staged?.br],
    ]
    for (const [ending, bytes] of beside)
      expect(hex(await bytesOf(read, file.path + ending)), file.path + ending).toBe(hex(bytes))
  }
  for (const path of before.contents.keys())
    if (!edition.contents.has(path))
      for (const ending of ['', '.gz', '.br'])
        expect(await bytesOf(read, path + ending), path).toBeUndefined()
}
