import { channelAddressOf } from '../config/lease-settings.ts'
import { type Settings, serverSchema } from '../config/settings.ts'
import { channelKindAt } from '../coordination/index.ts'
import { UsageError } from '../errors.ts'
import { systemClock, untilAborted } from '../schedule/clock.ts'
import { hearCommits } from '../service/commit-messages.ts'
import { startServing } from '../service/serving.ts'
import { targetAt } from '../targets/index.ts'
import type { Arguments, Command, Io } from './command.ts'
import { reporterOf, reportOptions } from './places.ts'
import { portOf, serverOptions } from './server-options.ts'

export const serve: Command = {
  positionals: '',
  description:
    'Serves the feeds that another process or machine publishes to a folder or bucket. Needs no articles, settings, catalog or lock.\n' +
    'On SIGINT or SIGTERM, the exit code is 0.',
  options: {
    from: {
      type: 'string',
      value: 'TARGET',
      help: 'the folder with the published feeds, or a bucket: s3://BUCKET/PREFIX (default: out)',
    },
    port: { ...serverOptions.port, help: 'port to serve on (default: 8080)' },
    host: { ...serverOptions.host, help: 'address to listen on (default: 127.0.0.1)' },
    'base-path': {
      type: 'string',
      value: 'PATH',
      help: 'base path of the feeds (default: /)',
    },
    'trusted-proxy': {
      type: 'string',
      multiple: true,
      value: 'ADDRESS',
      help: 'address or network of a proxy whose X-Forwarded-For is trusted; can be repeated',
    },
    notify: {
      type: 'string',
      value: 'URL',
      help: 'the setting notify of the publisher: commits are served at once (default: FEEDWRIGHT_NOTIFY_URL)',
    },
    'metrics-port': { type: 'string', value: 'PORT', help: 'port for /metrics (default: none)' },
    json: reportOptions.json,
    quiet: reportOptions.quiet,
  },
  async run(args, io) {
    const reporter = reporterOf(args, io)
    const address = channelOf(args.text('notify'), io.env)
    const { target } = targetAt(args.text('from') ?? 'out', {
      cwd: io.cwd,
      env: io.env,
      clock: systemClock,
      signal: io.signal,
      warn: (message) => reporter.warn(message),
    })
    const serving = await startServing({
      target,
      follows: `another publisher publishes to ${target.name}`,
      serve: settingsOf(args),
      graceMinutes: 0,
      reporter,
      clock: systemClock,
      // Another process publishes, possibly at any moment.
      nextChange: () => undefined,
    }).catch((error: unknown) => {
      if (!io.signal.aborted) throw error
    })
    if (serving === undefined) return 0
    if (address !== undefined) await hearCommits(address, serving.lookSoon, reporter, io.signal)
    await untilAborted(io.signal)
    serving.stop()
    await serving.server.close()
    return 0
  },
}

/** Address of messages about commits; throws `UsageError` if it is invalid. */
function channelOf(stated: string | undefined, env: Io['env']): string | undefined {
  if (stated === undefined) return channelAddressOf({}, env)
  if (channelKindAt(stated) !== undefined) return stated
  throw new UsageError('--notify is not a valid address', 'give the setting notify of the publisher')
}

function settingsOf(args: Arguments): Settings['serve'] {
  const read = serverSchema.safeParse({
    port: portOf(args.text('port')),
    host: args.text('host'),
    basePath: args.text('base-path'),
    trustedProxies: args.list('trusted-proxy'),
    metricsPort: portOf(args.text('metrics-port'), '--metrics-port'),
  })
  if (read.success) return read.data
  throw new UsageError(
    read.error.issues.map(({ path, message }) => `${OPTIONS[String(path[0])] ?? ''}: ${message}`).join('; '),
  )
}

/** The option for a setting. */
const OPTIONS: Readonly<Record<string, string>> = {
  host: '--host',
  basePath: '--base-path',
  trustedProxies: '--trusted-proxy',
}
