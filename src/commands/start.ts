import { announcers } from '../announcers/index.ts'
import { createPublisher, openOutput } from '../app.ts'
import { loadSettings } from '../config/load.ts'
import type { Reporter } from '../reporting/reporter.ts'
import { systemClock } from '../schedule/clock.ts'
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
    do {
      const output = await openOutput(places, { orKept: true })
      const reloading = new AbortController()
      const endReloads = io.onReload(() => void reload(output.contentDir, reporter, reloading))
      const signal = AbortSignal.any([io.signal, reloading.signal])
      try {
        if (args.flag('no-serve')) {
          const { keepPublishing } = await import('../service.ts')
          const make = () =>
            createPublisher({ ...places, compress: work.compress, announcers, reporter, now: io.now })
          const listener = { committed: () => undefined, succeeded: () => undefined, failed: () => {} }
          await keepPublishing(make, { reporter, clock: systemClock, watch: work.watch, listener }, signal)
        } else {
          const { runServiceApart } = await import('../service-apart.ts')
          const task = { ...places, ...work }
          await runServiceApart({ output, task, reporter, clock: systemClock, options }, signal)
        }
      } finally {
        endReloads()
      }
    } while (!io.signal.aborted)
    return 0
  },
}

/** Begins again with the settings as they are now, if they can be used. */
async function reload(contentDir: string, reporter: Reporter, reloading: AbortController): Promise<void> {
  try {
    await loadSettings(contentDir)
    reporter.info('beginning again with the settings as they are now')
    reloading.abort()
  } catch (error) {
    reporter.error(error)
    reporter.warn('the settings cannot be used; going on with those of before')
  }
}
