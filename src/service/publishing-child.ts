import { type ChildProcess, fork } from 'node:child_process'
import type { ReceiverView } from '../announcers/announcements.ts'
import type { Reporter } from '../reporting/reporter.ts'
import { type Clock, pause } from '../schedule/clock.ts'
import { errorOf, type PublishingMessage, type ServingMessage } from './messages.ts'
import type { PublishingListener } from './publishing.ts'
import type { PublishingTask } from './publishing-process.ts'
import type { PictureFile } from './serving.ts'

export interface PublishingChildParts {
  readonly task: PublishingTask
  readonly reporter: Reporter
  readonly clock: Clock
  readonly listener: PublishingListener
}

/** The publishing process, from the point of view of its parent. */
export interface PublishingChild {
  /** Publishes until `signal` aborts; a process that ends earlier is replaced. */
  publish(signal: AbortSignal): Promise<void>
  /** The state of notifying hubs and caches. */
  receivers(): readonly ReceiverView[]
  /**
   * Reads pictures in the publishing process as well, so that this process never waits for the disk with the articles.
   */
  readPicture(path: string): Promise<PictureFile | undefined>
}

/**
 * Pauses before the publishing process is restarted, doubled each time; after it has run this long, the first pause
 * applies again.
 */
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000
/** Timeout for reading a picture. */
const LONGEST_READ_MS = 3000
/**
 * If the publisher is idle for this long while it should stop, it is waiting for a disk, and is killed; runs are safe
 * against that.
 */
const IDLE_MS = 3000
/** Processor time per second below which a process counts as idle. */
const LEAST_WORK_MS = 10

/** Isolates this process from disks, shares and libraries that may block or crash the publishing process. */
export function createPublishingChild(parts: PublishingChildParts): PublishingChild {
  const { reporter, clock, listener } = parts
  const pictures = new Map<number, (file: PictureFile | undefined) => void>()
  let asked = 0
  let receivers: readonly ReceiverView[] = []
  let say: (message: ServingMessage) => void = () => {}
  return { publish, receivers: () => receivers, readPicture }

  async function publish(signal: AbortSignal): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS
    while (!signal.aborted) {
      const began = clock.elapsed()
      const ending = await publishOnce(signal)
      if (signal.aborted) break
      const message = `the publishing process ended (${ending}); the published set stays, and the process is started again`
      reporter.warn(message)
      listener.failed(new Error(message))
      if (clock.elapsed() - began > LONGEST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS
      await pause(clock, pauseMs, signal)
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
    }
  }

  /** Runs the process once; resolves to the reason it ended. */
  function publishOnce(signal: AbortSignal): Promise<string> {
    const child = fork(new URL('./publishing-process.js', import.meta.url), [JSON.stringify(parts.task)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Transfers bytes without conversion to JSON.
      serialization: 'advanced',
    })
    say = (message) => {
      if (child.connected) child.send(message, () => {})
    }
    let cancelEnd = (): void => {}
    const endLater = (): void => {
      cancelEnd()
      cancelEnd = clock.setTimer(IDLE_MS, () => {
        reporter.warn(
          'the publishing process waits for a disk and does not stop; it is killed, and the next run publishes its changes',
        )
        child.kill('SIGKILL')
      })
    }
    let workedMs = 0
    const isAtWork = (message: PublishingMessage): boolean => {
      if (message.kind !== 'alive') return true
      const spent = message.workedMs - workedMs
      workedMs = message.workedMs
      return spent >= LEAST_WORK_MS
    }
    const stop = (): void => {
      say({ kind: 'stop' })
      endLater()
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    child.on('message', (message: PublishingMessage) => {
      if (isAtWork(message) && signal.aborted) endLater()
      void hear(message)
    })
    return ended(child).finally(() => {
      cancelEnd()
      signal.removeEventListener('abort', stop)
    })
  }

  async function hear(message: PublishingMessage): Promise<void> {
    switch (message.kind) {
      case 'report':
        return reporter.run(message.report)
      case 'findings':
        return reporter.findings(message.findings)
      case 'info':
      case 'warn':
        return reporter[message.kind](message.message)
      case 'error':
        return reporter.error(errorOf(message.error))
      case 'progress':
        return reporter.progress(message.what, message.done, message.total)
      case 'began':
        return listener.began(message.settings)
      case 'failed':
        return listener.failed(errorOf(message.error))
      case 'committed':
        await listener.committed()
        return say({ kind: 'served', number: message.number })
      case 'succeeded':
        return listener.succeeded(message.now, message.nextDue)
      case 'planned':
        return listener.planned(message.isRunning, message.next)
      case 'picture':
        pictures.get(message.number)?.(message.file)
        return
      case 'receivers':
        receivers = message.receivers
        return
      case 'alive':
    }
  }

  function readPicture(path: string): Promise<PictureFile | undefined> {
    const number = ++asked
    return new Promise<PictureFile | undefined>((resolve) => {
      const cancel = clock.setTimer(LONGEST_READ_MS, () => resolve(undefined))
      pictures.set(number, (file) => {
        cancel()
        resolve(file)
      })
      say({ kind: 'read-picture', number, path })
    }).finally(() => pictures.delete(number))
  }
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
}
