import process from 'node:process'
import { minutesFresh } from '../config/freshness.ts'
import { channelAddressOf } from '../config/lease-settings.ts'
import { servingFactsOf } from '../config/serving-facts.ts'
import type { Settings } from '../config/settings.ts'
import { outputOf } from '../output.ts'
import type { Reporter } from '../reporting/reporter.ts'
import type { Clock } from '../schedule/clock.ts'
import { hearCommits } from './commit-messages.ts'
import { createNextChange } from './next-change.ts'
import { createPublishingChild } from './publishing-child.ts'
import type { PublishingTask } from './publishing-process.ts'
import { type Serving, type ServingParts, startServing } from './serving.ts'

export interface ServiceParts {
  readonly task: PublishingTask
  readonly reporter: Reporter
  readonly clock: Clock
  readonly options: Pick<ServingParts, 'host' | 'port'>
}

/** A server in this process, and a publisher in another: the published set is served even if the publisher stops. */
export interface Service {
  /**
   * Serves with these settings instead of the previous ones, without refusing connections in between. Throws
   * `EnvironmentError` if a port is not available; then nothing changes.
   */
  serve(settings: Settings): Promise<void>
  /** Publishes until `signal` aborts; serving continues. */
  publish(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

export function createService({ task, reporter, clock, options }: ServiceParts): Service {
  const change = createNextChange(clock)
  const closing = new AbortController()
  let serving: Serving | undefined
  /** The settings in use. */
  let shown: string | undefined
  let changing: Promise<void> = Promise.resolve()
  /** The address from which messages about commits of other publishers are received. */
  let channel: string | undefined
  let endHearing = (): void => {}
  const child = createPublishingChild({
    task,
    reporter,
    clock,
    listener: {
      // The publisher may have waited for settings that were unavailable when this process read them.
      began: (settings) => void serve(settings).catch((error) => reporter.error(error)),
      async committed() {
        await changing
        await serving?.refresh()
      },
      succeeded: (now, nextDue) => serving?.succeeded(now, nextDue),
      failed: (error) => serving?.failed(error),
      planned: change.planned,
    },
  })

  function serve(settings: Settings): Promise<void> {
    const done = changing.then(() => applySettings(settings))
    changing = done.catch(() => {})
    return done
  }

  async function applySettings(settings: Settings): Promise<void> {
    const wanted = JSON.stringify(settings)
    if (wanted === shown) return
    const { target, lease, pagesPath } = await outputOf(task, settings, { signal: closing.signal })
    await serving?.move(settings.serve)
    serving = await startServing(
      {
        target,
        lease,
        serve: settings.serve,
        facts: servingFactsOf(settings, pagesPath),
        graceMinutes: minutesFresh({ schedule: settings.schedule }),
        ...options,
        reporter,
        clock,
        nextChange: change.next,
        receivers: child.receivers,
        readPicture: child.readPicture,
      },
      serving,
    )
    shown = wanted
    hear(channelAddressOf(settings, process.env))
  }

  /** Messages only matter while this machine stands by: otherwise its server is told by its own publisher. */
  function hear(address: string | undefined): void {
    if (address === channel) return
    endHearing()
    channel = address
    if (address === undefined) return
    const stop = new AbortController()
    endHearing = () => stop.abort()
    hearCommits(address, () => serving?.lookSoon(), reporter, stop.signal).catch((error: unknown) =>
      reporter.error(error),
    )
  }

  return {
    serve,
    publish: child.publish,
    async close() {
      serving?.stop()
      closing.abort()
      await changing
      endHearing()
      serving?.stop()
      await serving?.server.close()
    },
  }
}

/** Publishes until `signal` aborts, in another process, without serving. */
export function publishOnly(
  parts: Pick<ServiceParts, 'task' | 'reporter' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  const listener = {
    began: () => {},
    committed: () => undefined,
    succeeded: () => undefined,
    failed: () => {},
    planned: () => {},
  }
  return createPublishingChild({ ...parts, listener }).publish(signal)
}
