import { resolve } from 'node:path'
import { FeedwrightError, UsageError } from '../errors.ts'
import { Observed } from '../http/probe/observed.ts'
import { MOST_REQUESTS } from '../http/probe/plan.ts'
import { pollers } from '../http/probe/pollers.ts'
import { systemDependencies } from '../remote/ask.ts'
import { probeAddress } from '../remote/probe-address.ts'
import { html } from '../reporting/check-forms/index.ts'
import { colorsFor, noColors } from '../reporting/colors.ts'
import { explain } from '../reporting/failure.ts'
import { printable } from '../reporting/finding-text.ts'
import { asChecked, type ProbeReport, probeForms, probeReport } from '../reporting/probe-forms/index.ts'
import { pause, systemClock } from '../schedule/clock.ts'
import type { Command } from './command.ts'
import { fetchLimits, fetchOptions } from './fetch-options.ts'
import { exitCodeFor, reportOptions } from './places.ts'
import { chosenForm, formOptions, wholeNumber, writeReport } from './report-options.ts'

/** Seconds between two requests. */
const PAUSE = 1

export const probe: Command = {
  positionals: 'URL…',
  description:
    `Requests a feed as feed readers do: with the header fields of ${pollers.map(({ name }) => name).join(', ')},\n` +
    'with and without validators and compression, with HEAD and A-IM. Reports the responses, the traffic of a day of polls, and each\n' +
    `problem with the fix. One request at a time, at most ${MOST_REQUESTS} for each address; stops when the server asks for it. Exit code:\n` +
    '0 without errors, 1 for errors, 2 if there is no document.',
  options: {
    ...formOptions(probeForms),
    strict: reportOptions.strict,
    ...fetchOptions('request'),
    pause: { type: 'string', value: 'SECONDS', help: `time between two requests (default: ${PAUSE})` },
  },
  async run(args, io) {
    if (args.positionals.length === 0) throw new UsageError('probe needs a URL', 'feedwright probe --help')
    const form = chosenForm(args, probeForms)
    const limits = {
      ...fetchLimits(args),
      pauseMs: wholeNumber(args, 'pause', PAUSE, 0) * 1000,
    }
    const sleep = (ms: number) => pause(systemClock, ms, io.signal)
    const dependencies = { ...systemDependencies, signal: io.signal, now: io.now, sleep }
    const reports: ProbeReport[] = []
    let missing = false
    for (const [at, address] of args.positionals.entries()) {
      if (at > 0) await sleep(limits.pauseMs)
      if (io.stderr.isTTY === true) io.stderr.write(`probing ${printable(address)}, which takes a while\n`)
      try {
        reports.push(probeReport(new Observed(await probeAddress(address, limits, dependencies))))
      } catch (error) {
        if (!(error instanceof FeedwrightError)) throw error
        io.stderr.write(explain(error, colorsFor(io.stderr, io.env)))
        missing = true
      }
    }
    io.stdout.write(form.write(reports, colorsFor(io.stdout, io.env)))
    const page = args.text('html')
    if (page !== undefined)
      await writeReport(resolve(io.cwd, page), html.write(reports.map(asChecked), noColors))
    missing ||= reports.some(({ observed }) => observed.first.status !== 200)
    return missing
      ? 2
      : exitCodeFor(
          reports.flatMap(({ findings }) => findings),
          args.flag('strict'),
        )
  },
}
