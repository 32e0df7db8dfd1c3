import { relative, resolve, sep } from 'node:path'
import { withPublisher } from '../app.ts'
import type { Command } from './command.ts'
import { exitCodeFor, placeOptions, placesOf, reporterOf, reportOptions } from './places.ts'

export const stamp: Command = {
  positionals: '[FILE…]',
  description:
    'Writes minted ids and first-seen dates into the front matter of the articles that state none (or of FILE… only),\n' +
    'and changes no other byte of them. Commit the result: from then on nothing about them depends on this machine.',
  options: {
    ...placeOptions,
    ...reportOptions,
    'dry-run': { type: 'boolean', help: 'only say what would be written' },
    'accept-dates': {
      type: 'boolean',
      help: 'take the dates articles state now, where readers have seen others: they will see those articles move',
    },
  },
  async run(args, io) {
    const reporter = reporterOf(args, io)
    const { stamped, findings } = await withPublisher(
      { ...placesOf(args, io), reporter, now: io.now },
      (publisher) => {
        const keys = args.positionals.map((file) =>
          relative(publisher.contentDir, resolve(io.cwd, file)).split(sep).join('/').normalize('NFC'),
        )
        return publisher.stamp({
          signal: io.signal,
          acceptDates: args.flag('accept-dates'),
          keys: keys.length === 0 ? undefined : new Set(keys),
          dryRun: args.flag('dry-run'),
        })
      },
    )
    reporter.findings(findings)
    for (const { key, id, date } of stamped) {
      const what = [id === undefined ? '' : `id ${id}`, date === undefined ? '' : `date ${date}`]
      reporter.info(`${key}: ${what.filter((part) => part !== '').join(', ')}`)
    }
    const verb = args.flag('dry-run') ? 'would be stamped' : 'stamped'
    reporter.info(stamped.length === 0 ? 'every article states its id and date' : `${stamped.length} ${verb}`)
    return exitCodeFor(findings, args.flag('strict'))
  },
}
