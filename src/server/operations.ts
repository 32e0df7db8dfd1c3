import type { IncomingMessage, ServerResponse } from 'node:http'
import { createMetricsText, type MetricsSources, mayScrape } from './metrics.ts'
import { judgeReadiness } from './readiness.ts'
import { REPAIR_SECONDS } from './snapshot.ts'

/** Answers requests of the server's operators. */
export interface Operations {
  /**
   * `/healthz` and `/readyz`, and `/metrics` and `/status.json` for requests with the token. False for any other path.
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean
  /** The same for every request: for a separate port. */
  answerTrusted(request: IncomingMessage, response: ServerResponse): boolean
}

/** Paths for operators. A published file with the same path takes precedence. */
const PATHS = new Set(['/healthz', '/readyz', '/metrics', '/status.json'])

/**
 * @param graceMinutes maximum delay of a run before the server is not ready
 * @param token if absent, metrics are only on their own port
 */
export function createOperations(
  sources: MetricsSources,
  graceMinutes: number,
  token: string | undefined,
): Operations {
  const metricsText = createMetricsText(sources)
  const { readership, progress, receivers, clock } = sources

  function servedSet(): object {
    const set = sources.served?.()
    return set === undefined ? {} : { revision: set.revision ?? null, asOf: new Date(set.asOf).toISOString() }
  }

  function answer(path: string, response: ServerResponse, mayRead: boolean): boolean {
    if (path === '/healthz') return send(response, 200, 'text/plain; charset=utf-8', 'ok\n')
    if (path === '/readyz') {
      const { ready, reason } = judgeReadiness(progress(), graceMinutes, clock())
      if (!ready) response.setHeader('Retry-After', String(REPAIR_SECONDS))
      return send(response, ready ? 200 : 503, 'text/plain; charset=utf-8', `${reason}\n`)
    }
    if (!mayRead) {
      if (token === undefined) return false
      response.setHeader('WWW-Authenticate', 'Bearer')
      return send(
        response,
        401,
        'text/plain; charset=utf-8',
        'send the token of the setting serve.metricsToken: Authorization: Bearer …\n',
      )
    }
    if (path === '/status.json') {
      const status = {
        ...judgeReadiness(progress(), graceMinutes, clock()),
        ...servedSet(),
        ...readership.view(clock()),
        receivers: receivers(),
      }
      return send(response, 200, 'application/json', `${JSON.stringify(status, undefined, 2)}\n`)
    }
    metricsText().then(
      (text) => send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', text),
      () => send(response, 500, 'text/plain; charset=utf-8', 'the metrics could not be created\n'),
    )
    return true
  }

  function route(request: IncomingMessage, response: ServerResponse, trusted: boolean): boolean {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    if (!PATHS.has(path) || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    const mayRead = trusted || (token !== undefined && mayScrape(request.headers.authorization, token))
    return answer(path, response, mayRead)
  }

  return {
    answer: (request, response) => route(request, response, false),
    answerTrusted: (request, response) => route(request, response, true),
  }
}

function send(response: ServerResponse, status: number, type: string, text: string): true {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(text)
  return true
}
