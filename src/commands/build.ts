import { withPublisher } from '../app.ts'
import { nearest } from '../article/suggestion.ts'
import { UsageError } from '../errors.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { optimizeLate } from '../steps/engine-flags.ts'
import type { Command } from './command.ts'
import { exitCodeFor, placeOptions, placesOf, publishOptions, reporterOf, reportOptions } from './places.ts'

export const build: Command = {
  positionals: '',
  description:
    'Reads the changed articles and publishes their feeds once. Reads each document back and checks it first.',
  options: {
    ...placeOptions,
    ...reportOptions,
    'accept-churn': {
      type: 'string',
      multiple: true,
      value: 'FEED',
      help: 'publish this feed although known items change their id or date, or disappear; can be repeated',
    },
    ...publishOptions,
  },
  async run(args, io) {
    optimizeLate()
    const reporter = reporterOf(args, io)
    const options = {
      ...placesOf(args, io),
      compress: !args.flag('no-compress'),
      reporter,
      now: io.now,
    }
    const acceptChurn = new Set(args.list('accept-churn'))
    const report = await withPublisher(options, (publisher) => {
      if (acceptChurn.size > 0) refuseUnknown(acceptChurn, publisher.defineFeeds())
      return publisher.run({ acceptChurn, signal: io.signal })
    })
    reporter.run(report)
    return exitCodeFor(report.findings, args.flag('strict'))
  },
}

/** A misspelled name would leave the intended feed held. */
function refuseUnknown(names: ReadonlySet<string>, feeds: readonly FeedDefinition[]): void {
  const known = feeds.map(({ name }) => name)
  const unknown = [...names].find((name) => !known.includes(name))
  if (unknown === undefined) return
  const near = nearest(unknown, known)
  throw new UsageError(
    `there is no feed "${unknown}"`,
    near === undefined ? `the feeds are ${known.join(', ')}` : `did you mean "${near}"?`,
  )
}
