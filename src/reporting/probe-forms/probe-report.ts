import type { Finding } from '../../finding.ts'
import { decodeDocument } from '../../gate/document-text.ts'
import { type DayCost, dayCost } from '../../http/probe/cost.ts'
import { judgeProbe } from '../../http/probe/judge-probe.ts'
import type { Observed } from '../../http/probe/observed.ts'
import { bySeverity, type CheckedDocument, NO_DOCUMENT } from '../check-forms/checked-document.ts'

/** The results for a probed address, for all output formats. */
export interface ProbeReport {
  readonly observed: Observed
  readonly findings: readonly Finding[]
  readonly cost: DayCost | undefined
}

export function probeReport(observed: Observed): ProbeReport {
  return { observed, findings: bySeverity(judgeProbe(observed)), cost: dayCost(observed) }
}

/** Converts the report to that of a checked document, for formats that show only findings. */
export function asChecked({ observed, findings }: ProbeReport): CheckedDocument {
  const { probed, document, first } = observed
  const { title } = document
  return {
    place: probed.address,
    result: {
      dialect: first.status === 200 ? document.dialect.label : NO_DOCUMENT,
      ...(title === undefined || title === '' ? {} : { title }),
      items: document.items.length,
      byteLength: first.body.length,
      findings,
    },
    redirects: probed.redirects,
    text: decodeDocument(first.body, first.headers['content-type']).text,
    feeds: [],
  }
}
