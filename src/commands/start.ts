import { resolve } from 'node:path'
import { createPublisher, openOutput } from '../app.ts'
import { type FoundSettings, loadSettings } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import type { Reporter } from '../reporting/reporter.ts'
import { systemClock } from '../schedule/clock.ts'
import type { ServiceApart } from '../service/service.ts'
import type { Serving } from '../service/serving.ts'
import { findSettingsApart } from '../service/settings-reader.ts'
import type { Command } from './command.ts'
import { placeOptions, placesOf, publishOptions, reporterOf, reportOptions } from './places.ts'
import { portOf, serverOptions } from './server-options.ts'

export const start: Command = {
  positionals: '',
  description:
    'Publishes now and again on the schedule, and at the very moment an embargo ends; serves what is published.\n' +
    'SIGINT or SIGTERM lets the run in hand finish and ends with 0; SIGHUP lets it finish and reads the settings again.',
  options: {
    ...placeOptions,
    watch: { type: 'boolean', help: 'publish shortly after a file changes, too' },
    ...serverOptions,
    'no-serve': { type: 'boolean', help: 'publish without serving' },
    ...publishOptions,
    json: reportOptions.json,
    quiet: reportOptions.quiet,
  },
  async run(args, io) {
    const reporter = reporterOf(args, io)
    const places = placesOf(args, io)
    const work = { watch: args.flag('watch'), compress: !args.flag('no-compress') }
    const options = { port: portOf(args.text('port')), host: args.text('host') }
    const find = () =>
      findSettingsApart({
        contentDir: resolve(io.cwd, places.content ?? 'content'),
        cwd: io.cwd,
        config: places.config,
      })
    let found = await find()
    let settings: Settings | undefined
    let before: Serving | undefined
    try {
      do {
        const output = await openOutput(places, { orKept: true, settings, found })
        const { startServiceApart } = await import('../service/service.ts')
        const service = args.flag('no-serve')
          ? undefined
          : startServiceApart(
              {
                output,
                task: { ...places, ...work },
                reporter,
                clock: systemClock,
                options,
              },
              before,
            )
        const reloading = new AbortController()
        const endReloads = io.onReload(async () => {
          const next = await reload(find, reporter, service)
          if (next === undefined) return
          found = next.found
          settings = next.settings
          reloading.abort()
        })
        const signal = AbortSignal.any([io.signal, reloading.signal])
        try {
          if (service === undefined) {
            const { keepPublishing } = await import('../service/publishing.ts')
            const make = () =>
              createPublisher({
                ...places,
                compress: work.compress,
                announce: { clock: systemClock },
                reporter,
                now: io.now,
              })
            const listener = { committed: () => undefined, succeeded: () => undefined, failed: () => {} }
            await keepPublishing(make, { reporter, clock: systemClock, watch: work.watch, listener }, signal)
          } else {
            const { serving, publish } = await service
            before = serving
            await publish(signal)
          }
        } finally {
          endReloads()
        }
      } while (!io.signal.aborted)
    } finally {
      before?.stop()
      await before?.server.close()
    }
    return 0
  },
}

/**
 * The settings as they are now, if they can be used, and the server listening where they say; else undefined, and the
 * reason is told.
 */
async function reload(
  find: () => Promise<FoundSettings>,
  reporter: Reporter,
  service: Promise<ServiceApart> | undefined,
): Promise<{ readonly found: FoundSettings; readonly settings: Settings } | undefined> {
  try {
    const found = await find()
    const settings = await loadSettings(found.path, { read: found.read })
    await (await service)?.serving.move(settings.serve)
    reporter.info('beginning again with the settings as they are now')
    return { found, settings }
  } catch (error) {
    reporter.error(error)
    reporter.warn('the settings cannot be used; going on with those of before')
    return undefined
  }
}
