import { announcementsOf } from '../app.ts'
import { clockInstant } from '../article/instant.ts'
import { outputOf, readSettings } from '../output.ts'
import { systemClock } from '../schedule/clock.ts'
import type { Command } from './command.ts'
import { exitCodeFor, placeOptions, placesOf, reporterOf, reportOptions } from './places.ts'

export const announce: Command = {
  positionals: '',
  description:
    'Purges caches and notifies hubs of everything that changed since the last time. Run it after `build`, when the result is public.\n' +
    'A cache or hub that does not answer is a warning; the next `announce` or `start` tries again.',
  options: { ...placeOptions, ...reportOptions },
  async run(args, io) {
    const reporter = reporterOf(args, io)
    const places = placesOf(args, io)
    const { settings } = await readSettings(places)
    const output = await outputOf(places, settings)
    const { target } = output
    const telling = announcementsOf(settings, output, {
      // All problems are reported at the end, including those of receivers that are not tried now.
      reporter: { info: (message) => reporter.info(message), findings: () => {} },
      clock: systemClock,
      isActive: false,
    })
    io.signal.addEventListener('abort', () => telling.stop())
    telling.catchUp((await target.current()) ?? { set: undefined, revision: undefined })
    const before = tally(telling.receivers())
    await telling.tellAll()
    const after = tally(telling.receivers())
    const findings = telling.findings()
    reporter.findings(findings)
    for (const { receiver, waiting, retryAt = 0 } of telling.receivers())
      if (waiting > 0 && retryAt > systemClock.now())
        reporter.info(`${receiver}: next attempt at ${clockInstant(retryAt)}`)
    reporter.info(`${after.told - before.told} notifications sent, ${after.waiting} waiting`)
    return exitCodeFor(findings, args.flag('strict'))
  },
}

function tally(receivers: readonly { readonly told: number; readonly waiting: number }[]) {
  return {
    told: receivers.reduce((sum, { told }) => sum + told, 0),
    waiting: receivers.reduce((sum, { waiting }) => sum + waiting, 0),
  }
}
