import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { type DocumentHistory, planDeltas } from '../feed/delta.ts'
import type { FeedDocument } from '../feed/document.ts'
import type { Finding } from '../finding.ts'
import type { FeedFormat } from '../formats/format.ts'
import type { StagedContents } from '../targets/target.ts'
import type { DeltaContents } from './served-file.ts'

/** Checks whether `bytes` may be sent as this document, as the gate does with whole documents. */
export type RoundTripGate = (
  format: FeedFormat,
  document: FeedDocument,
  bytes: Uint8Array,
) => readonly Finding[]

/**
 * The delta documents of one published document, newest revision first. Each is created from the published bytes on the
 * first request, because most are never requested, and is then cached. Each has to be consistent with the published
 * whole: one that the gate refuses is passed to `onRefused`, and its readers get the whole document.
 *
 * The first request throws `FormatError` if `published` is not a document of the format.
 */
export function deltasOf(
  format: FeedFormat,
  published: Uint8Array,
  history: DocumentHistory,
  gate: RoundTripGate,
  onRefused: (findings: readonly Finding[]) => void,
): readonly DeltaContents[] {
  const [current, ...past] = history.sha256
  const made = new Map<string, StagedContents | undefined>()
  const revisions = [...new Set(past)].filter((sha256) => sha256 !== current)
  return revisions.map((from) => ({ from, contents: () => contentsFrom(from) }))

  function contentsFrom(revision: string): StagedContents | undefined {
    if (made.has(revision)) return made.get(revision)
    made.set(revision, undefined)
    const document = format.read(new TextDecoder().decode(published))
    const planned = planDeltas(history, document).find(({ from }) => from.includes(revision))
    const contents = planned === undefined ? undefined : write(planned.document)
    // Revisions that lack the same items share one delta.
    for (const from of planned?.from ?? []) made.set(from, contents)
    return contents
  }

  function write(document: FeedDocument): StagedContents | undefined {
    const bytes = Buffer.from(format.write(document))
    const refused = gate(format, document, bytes).filter(({ severity }) => severity === 'error')
    if (refused.length === 0) return compress(bytes)
    onRefused(refused)
    return undefined
  }
}

/**
 * Brotli 5 compresses as well as gzip 9 and is fifty times as fast as brotli 11; deltas are used for one revision only.
 */
function compress(identity: Uint8Array): StagedContents {
  return {
    identity,
    gzip: gzipSync(identity, { level: 9 }),
    br: brotliCompressSync(identity, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length },
    }),
  }
}
