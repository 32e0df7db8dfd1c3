import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { type DocumentHistory, planDeltas } from '../feed/delta.ts'
import type { FeedDocument } from '../feed/document.ts'
import type { Finding } from '../finding.ts'
import type { FeedFormat } from '../formats/format.ts'
import type { StagedContents } from '../targets/target.ts'
import type { DeltaContents } from './served-file.ts'

/** May `bytes` go out as this document? The same question the gate asks of whole documents. */
export type RoundTripGate = (
  format: FeedFormat,
  document: FeedDocument,
  bytes: Uint8Array,
) => readonly Finding[]

/**
 * The delta documents of one published document, youngest revision first, made from its committed bytes: what is told
 * in parts is what was published whole. A delta the gate refuses is left out, and its readers get the whole document.
 *
 * Throws `FormatError` when `published` is no document of the format.
 */
export function makeDeltas(
  format: FeedFormat,
  published: Uint8Array,
  history: DocumentHistory,
  gate: RoundTripGate,
): { readonly deltas: readonly DeltaContents[]; readonly findings: readonly Finding[] } {
  const document = format.read(new TextDecoder().decode(published))
  const deltas: DeltaContents[] = []
  const findings: Finding[] = []
  for (const planned of planDeltas(history, document)) {
    const bytes = Buffer.from(format.write(planned.document))
    const refused = gate(format, planned.document, bytes)
    if (refused.some(({ severity }) => severity === 'error')) findings.push(...refused)
    else deltas.push({ from: planned.from, contents: compress(bytes) })
  }
  return { deltas, findings }
}

/** Brotli 5 is as small as gzip 9 and fifty times as fast as brotli 11; deltas live for one revision only. */
function compress(identity: Uint8Array): StagedContents {
  return {
    identity,
    gzip: gzipSync(identity, { level: 9 }),
    br: brotliCompressSync(identity, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length },
    }),
  }
}
