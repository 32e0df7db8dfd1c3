import { gzipSync } from 'node:zlib'
import type {
  ContentCoding,
  PublishedFile,
  PublishedSet,
  PublishTarget,
  StagedContents,
} from '../../src/targets/target.ts'

/** A target in memory that counts reads; files named in `broken` cannot be read. */
export function memoryTarget(
  set: PublishedSet,
  texts: Readonly<Record<string, string>>,
  broken: readonly string[] = [],
): PublishTarget & { readonly reads: string[] } {
  const reads: string[] = []
  const unused = () => Promise.reject(new Error('not part of this test'))
  return {
    name: 'memory',
    reads,
    current: () => Promise.resolve({ set, revision: 'r' }),
    revision: () => Promise.resolve('r'),
    read({ path }: PublishedFile, coding?: ContentCoding) {
      reads.push(coding === undefined ? path : `${path} ${coding}`)
      const text = texts[path]
      if (text === undefined || broken.includes(path) || coding === 'br') return Promise.resolve(undefined)
      const bytes = Buffer.from(text)
      return Promise.resolve(coding === 'gzip' ? gzipSync(bytes) : bytes)
    },
    recover: unused,
    unfinished: () => Promise.resolve([]),
    damaged: unused,
    taken: unused,
    stage: (_file: PublishedFile, _contents: StagedContents) => unused(),
    commit: unused,
    abandon: unused,
  }
}
