import type { Observation } from '../../http/probe/observed.ts'
import { hubsOf, scheduleOf, selvesOf } from '../../http/probe/statements.ts'
import { asChecked, type ProbeReport } from './probe-report.ts'

/** For programs: the output of `check --json` about a document, and each request with its result. */
export function probeJson(report: ProbeReport): object {
  const { observed, cost } = report
  const { probed } = observed
  const { place, result, redirects } = asChecked(report)
  return {
    place,
    ...result,
    redirects,
    requests: probed.observations.map(requestOf),
    ...(probed.stopped === undefined ? {} : { stopped: probed.stopped }),
    ...(cost === undefined ? {} : { cost }),
    schedule: scheduleOf(observed)?.seconds ?? null,
    hubs: hubsOf(observed),
    self: selvesOf(observed),
  }
}

/** Headers about how a feed is served; others may contain anything. */
const TOLD = [
  ...['content-type', 'content-encoding', 'etag', 'last-modified', 'cache-control', 'expires', 'vary'],
  ...['age', 'retry-after', 'im', 'location', 'link'],
]

function requestOf({ request, answer, failure }: Observation): object {
  const { name, kind, method, headers } = request
  const asked = { name, kind, method, headers }
  if (answer === undefined) return { ...asked, failure }
  const told = TOLD.flatMap((header) => {
    const value = answer.headers[header]
    return value === undefined ? [] : [[header, value]]
  })
  return {
    ...asked,
    status: answer.status,
    answered: Object.fromEntries(told),
    headerBytes: answer.headerLength,
    bodyBytes: answer.sentLength,
    unpackedBytes: answer.body.length,
  }
}
