import type { ServerResponse } from 'node:http'
import type { Reporter } from '../reporting/reporter.ts'
import type { Answer } from './http-message.ts'

/** Writes answers to connections. */
export interface Sending {
  send(response: ServerResponse, answer: Answer): void
  /** Ends a failed response, so that one request cannot crash the server. */
  fail(response: ServerResponse, error: unknown): void
  /** Sends an answer that is not ready yet, and keeps the connection open until then. */
  sendLater(response: ServerResponse, answer: Promise<Answer>, release: () => void): void
}

/** @param isDraining whether clients must close their connections */
export function createSending(reporter: Pick<Reporter, 'error'>, isDraining: () => boolean): Sending {
  function send(response: ServerResponse, { status, headers, body }: Answer): void {
    response.writeHead(status, isDraining() ? [...headers, 'Connection', 'close'] : headers)
    if (body.length === 0) response.end()
    else response.end(body)
  }

  function fail(response: ServerResponse, error: unknown): void {
    reporter.error(error)
    if (!response.headersSent) response.writeHead(500, { 'Cache-Control': 'no-store' })
    response.end()
  }

  return {
    send,
    fail,
    sendLater(response, answer, release) {
      answer
        .then((ready) => send(response, ready))
        .catch((error) => fail(response, error))
        .finally(release)
    },
  }
}
