/**
 * A signal that aborts after `ms` milliseconds, like `AbortSignal.timeout`, also if only `AbortSignal.any` refers to it:
 * Node 20 collects such a timeout, and it never aborts.
 */
export function timeLimit(ms: number): AbortSignal {
  const limit = new AbortController()
  setTimeout(() => limit.abort(new DOMException(`no end within ${ms} ms`, 'TimeoutError')), ms).unref()
  return limit.signal
}
