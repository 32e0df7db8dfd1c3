import { resolve } from 'node:path'
import { withPublisher } from '../app.ts'
import { UsageError } from '../errors.ts'
import type { Command, Io } from './command.ts'
import { exitCodeFor, placeOptions, placesOf, reporterOf, reportOptions } from './places.ts'

export const stamp: Command = {
  positionals: '[FILE…]',
  description:
    'Writes generated ids, and the dates that readers have, into the front matter of articles without them (of FILE… or of all),\n' +
    'and changes no other byte. Asks before it writes to more than 20 articles. Commit the result: then ids and dates do not depend\n' +
    'on this machine.',
  options: {
    ...placeOptions,
    ...reportOptions,
    'dry-run': { type: 'boolean', help: 'only show what would be written' },
    yes: { type: 'boolean', short: 'y', help: 'do not ask, even for more than 20 articles' },
    'accept-dates': {
      type: 'boolean',
      help: 'accept changed dates in articles; readers see these articles move',
    },
  },
  async run(args, io) {
    const reporter = reporterOf(args, io)
    const isDry = args.flag('dry-run')
    const done = await withPublisher({ ...placesOf(args, io), reporter, now: io.now }, async (publisher) => {
      const keys = args.positionals.flatMap((file) => publisher.source.keyOf?.(resolve(io.cwd, file)) ?? [])
      const request = { signal: io.signal, keys: args.positionals.length === 0 ? undefined : new Set(keys) }
      if (!isDry && !args.flag('yes')) {
        const { stamped } = await publisher.stamp({ ...request, dryRun: true })
        if (stamped.length > MANY && !(await isWanted(stamped.length, io))) return undefined
      }
      return publisher.stamp({ ...request, acceptDates: args.flag('accept-dates'), dryRun: isDry })
    })
    if (done === undefined) {
      reporter.info('nothing was written')
      return 0
    }
    const { stamped, undated, findings } = done
    reporter.findings(findings)
    for (const { key, id, date } of stamped) {
      const what = [id === undefined ? '' : `id ${id}`, date === undefined ? '' : `date ${date}`]
      reporter.info(`${key}: ${what.filter((part) => part !== '').join(', ')}`)
    }
    if (undated.length > 0)
      reporter.info(
        `${undated.length} without a date that readers have, so no date is written: ${undated.slice(0, NAMED).join(', ')}${undated.length > NAMED ? ', …' : ''}; publish first, or set "date"`,
      )
    const verb = isDry ? 'would be stamped' : 'stamped'
    if (stamped.length > 0) reporter.info(`${stamped.length} ${verb}`)
    else if (undated.length === 0) reporter.info('every article has its id and date')
    return exitCodeFor(findings, args.flag('strict'))
  },
}

/** Number of files above which confirmation is required. */
const MANY = 20

const NAMED = 3

async function isWanted(count: number, io: Io): Promise<boolean> {
  if (io.confirm === undefined)
    throw new UsageError(
      `stamp would write to ${count} articles, and there is no terminal to confirm`,
      'check them with --dry-run, then use --yes',
    )
  return io.confirm(`Write to ${count} articles?`)
}
