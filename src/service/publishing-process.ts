import process from 'node:process'
import { createPublisher, type Publisher } from '../app.ts'
import type { Places } from '../output.ts'
import type { Reporter } from '../reporting/reporter.ts'
import { systemClock } from '../schedule/clock.ts'
import { collectHere, optimizeLate } from '../steps/engine-flags.ts'
import { type PublishingMessage, type ServingMessage, toldError } from './messages.ts'
import { keepPublishing } from './publishing.ts'

/** The initial data of this process. */
export interface PublishingTask extends Places {
  readonly watch: boolean
  readonly compress: boolean
}

/** Milliseconds between two signs of life. */
export const ALIVE_MS = 1000

async function readPicture(number: number, path: string): Promise<void> {
  const file = await publisher?.source.media?.read(path)
  tell({ kind: 'picture', number, ...(file !== undefined && { file }) })
}

const tell = (message: PublishingMessage): void => void process.send?.(message)

const stopping = new AbortController()
const served = new Map<number, () => void>()
let commits = 0

process.on('message', (message: ServingMessage) => {
  if (message.kind === 'stop') stopping.abort()
  else if (message.kind === 'served') served.get(message.number)?.()
  else void readPicture(message.number, message.path)
})
// The parent is gone, and its successor needs the lock of the folder; runs may be killed at any time.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Ctrl+C reaches both processes; the parent decides when to stop.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

const reporter: Reporter = {
  run: (report) => tell({ kind: 'report', report }),
  findings: (findings) => tell({ kind: 'findings', findings }),
  info: (message) => tell({ kind: 'info', message }),
  warn: (message) => tell({ kind: 'warn', message }),
  error: (error) => tell({ kind: 'error', error: toldError(error) }),
  progress: (what, done, total) =>
    tell({ kind: 'progress', what, done, ...(total !== undefined && { total }) }),
}

const task: PublishingTask = JSON.parse(process.argv[2] ?? '{}')
let publisher: Publisher | undefined
const alive = setInterval(() => {
  const { user, system } = process.cpuUsage()
  tell({ kind: 'alive', workedMs: (user + system) / 1000 })
}, ALIVE_MS)
alive.unref()

// A save runs a little of all code, and shares the processors with compression.
optimizeLate()
collectHere()
await keepPublishing(
  async () => {
    publisher = await createPublisher({
      ...task,
      announce: { clock: systemClock, onTold: (receivers) => tell({ kind: 'receivers', receivers }) },
      reporter,
      now: Date.now,
    })
    return publisher
  },
  {
    reporter,
    clock: systemClock,
    watch: task.watch,
    listener: {
      began: (settings) => tell({ kind: 'began', settings }),
      async committed() {
        const number = ++commits
        const done = new Promise<void>((resolve) => served.set(number, resolve))
        tell({ kind: 'committed', number })
        await done
        served.delete(number)
      },
      async succeeded(now, nextDue) {
        tell({ kind: 'succeeded', now, ...(nextDue !== undefined && { nextDue }) })
      },
      failed: (error) => tell({ kind: 'failed', error: toldError(error) }),
      planned: (isRunning, next) => tell({ kind: 'planned', isRunning, ...(next !== undefined && { next }) }),
    },
  },
  stopping.signal,
).catch((error: unknown) => tell({ kind: 'error', error: toldError(error) }))
// Sending over a closed channel ends the process with an error, if work of the run is still in progress.
clearInterval(alive)
process.removeAllListeners('disconnect')
process.disconnect()
