import type { Settings } from '../config/settings.ts'
import { EnvironmentError } from '../errors.ts'
import { contentDirOf, lastSettings, readSettings } from '../output.ts'
import { systemClock, untilAborted } from '../schedule/clock.ts'
import { findSettingsApart } from '../service/settings-reader.ts'
import type { Command } from './command.ts'
import { placeOptions, placesOf, publishOptions, reporterOf, reportOptions } from './places.ts'
import { portOf, serverOptions } from './server-options.ts'

export const start: Command = {
  positionals: '',
  description:
    'Publishes at once, on the schedule, and when an embargo ends. Serves the feeds.\n' +
    'On SIGINT or SIGTERM, the current run finishes and the exit code is 0. On SIGHUP, it finishes and the settings are read again.',
  options: {
    ...placeOptions,
    watch: { type: 'boolean', help: 'also publish shortly after a file changes' },
    ...serverOptions,
    'no-serve': { type: 'boolean', help: 'publish without serving' },
    ...publishOptions,
    json: reportOptions.json,
    quiet: reportOptions.quiet,
  },
  async run(args, io) {
    const reporter = reporterOf(args, io)
    const places = placesOf(args, io)
    const task = { ...places, watch: args.flag('watch'), compress: !args.flag('no-compress') }
    const options = { port: portOf(args.text('port')), host: args.text('host') }
    const read = async (): Promise<Settings> => {
      const { cwd, config } = places
      const found = await findSettingsApart({ contentDir: contentDirOf(places), cwd, config }, io.signal)
      return (await readSettings(places, found)).settings
    }
    const reading = read()
    const isRead = isSettled(reading, READ_TIMEOUT_MS)
    const { createService, publishOnly } = await import('../service/service.ts')
    const parts = { task, reporter, clock: systemClock, options }
    const service = args.flag('no-serve') ? undefined : createService(parts)
    const serveFirst = async (): Promise<void> => {
      if (!(await isRead)) {
        const last = await lastSettings(places)
        // If these settings cannot be served, later ones may be.
        if (last !== undefined) await service?.serve(last).catch(() => {})
      }
      const settings = await orLast(reading, () => lastSettings(places))
      await service?.serve(settings)
    }
    const begun = serveFirst()
    let reloading = new AbortController()
    const reload = async (): Promise<void> => {
      try {
        const next = await read()
        await service?.serve(next)
        reporter.info('restarting with the new settings')
        reloading.abort()
      } catch (error) {
        reporter.error(error)
        reporter.warn('the settings cannot be used; continuing with the previous settings')
      }
    }
    const endReloads = io.onReload(() => void begun.then(reload, () => {}))
    try {
      // An unavailable target is not waited for.
      await Promise.race([begun, untilAborted(io.signal)]).catch((error: unknown) => {
        if (!io.signal.aborted) throw error
      })
      while (!io.signal.aborted) {
        const signal = AbortSignal.any([io.signal, reloading.signal])
        await (service === undefined ? publishOnly(parts, signal) : service.publish(signal))
        reloading = new AbortController()
      }
    } finally {
      endReloads()
      await service?.close()
    }
    return 0
  },
}

/** A settings file that takes longer is on a slow or unresponsive disk. */
const READ_TIMEOUT_MS = 100

/** Resolves to whether `work` has settled within `ms` milliseconds. */
function isSettled(work: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    const end = (): void => {
      clearTimeout(timer)
      resolve(true)
    }
    work.then(end, end)
  })
}

/** The result of reading, or the last known one if the disk does not respond. */
async function orLast<T>(reading: Promise<T>, last: () => Promise<T | undefined>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    const known = error instanceof EnvironmentError ? await last() : undefined
    if (known === undefined) throw error
    return known
  }
}
