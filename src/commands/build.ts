import { createPublisher } from '../app.ts'
import type { Command } from './command.ts'
import { exitCodeFor, placeOptions, placesOf, reporterOf, reportOptions } from './places.ts'

export const build: Command = {
  positionals: '',
  description:
    'Reads the articles that changed and publishes the feeds they are in, each document read back first.',
  options: {
    ...placeOptions,
    ...reportOptions,
    'accept-churn': {
      type: 'string',
      multiple: true,
      value: 'FEED',
      help: 'publish this feed although known items would change id, date or disappear',
    },
    'no-compress': { type: 'boolean', help: 'write no .gz and .br beside the documents' },
  },
  async run(args, io) {
    const reporter = reporterOf(args, io)
    const publisher = await createPublisher({
      ...placesOf(args, io),
      compress: !args.flag('no-compress'),
      reporter,
      now: io.now,
    })
    try {
      const report = await publisher.run({
        acceptChurn: new Set(args.list('accept-churn')),
        signal: io.signal,
      })
      reporter.run(report)
      return exitCodeFor(report.findings, args.flag('strict'))
    } finally {
      await publisher.close()
    }
  },
}
