import type { ServerResponse } from 'node:http'
import type { Reporter } from '../reporting/reporter.ts'
import type { Answer } from './http-message.ts'

/** Puts answers on the wire. */
export interface Sending {
  send(response: ServerResponse, answer: Answer): void
  /** Ends a response that went wrong: one request must not take the server from all others. */
  fail(response: ServerResponse, error: unknown): void
  /** Sends what is not ready yet, and holds the connection until then. */
  sendLater(response: ServerResponse, answer: Promise<Answer>, release: () => void): void
}

/** @param isDraining whether clients are to close their connections */
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
