import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { firstSettingsFile } from '../config/settings-place.ts'
import { baseUrl } from '../config/values.ts'
import { dialectEntries } from '../dialects/index.ts'
import { UsageError } from '../errors.ts'
import type { Command } from './command.ts'
import { fetchOptions } from './fetch-options.ts'
import { readingOf } from './init/choose-reading.ts'
import { addScript } from './init/package-script.ts'
import { existingFeed } from './init/present-feed.ts'
import { comparison } from './init/report.ts'

export const init: Command = {
  positionals: '[FOLDER]',
  description:
    `Writes feedwright.yaml for a site of ${dialectEntries.map(({ title }) => title).join(', ')},\n` +
    'or for pages that another program has built. Shows what it found and what it will write. Keeps the address and the ids of the\n' +
    'present feed, and changes no other file, except for a script in package.json.',
  options: {
    yes: { type: 'boolean', short: 'y', help: 'do not ask' },
    url: {
      type: 'string',
      value: 'URL',
      help: 'address of the site, if its configuration has none',
    },
    feed: {
      type: 'string',
      value: 'FILE|URL',
      help: 'the present feed of the site (default: found in the built folder)',
    },
    ...fetchOptions('request'),
  },
  async run(args, io) {
    const siteDir = resolve(io.cwd, args.positionals[0] ?? '.')
    const stats = await stat(siteDir).catch(() => undefined)
    if (stats?.isDirectory() !== true)
      throw new UsageError(
        `${relative(io.cwd, siteDir)} ${stats === undefined ? 'does not exist' : 'is not a folder'}`,
        'name the folder of the site, or run the command there',
      )
    const url = args.text('url')
    if (url !== undefined && !baseUrl.safeParse(url).success)
      throw new UsageError(
        `--url ${url} is not the address of a site`,
        'write an absolute http or https address such as https://example.org/, without user name, query or fragment',
      )
    const file = firstSettingsFile(siteDir)
    for (const there of [file, join(siteDir, 'feedwright.yaml'), join(siteDir, 'content', 'site.yaml')])
      if (existsSync(there))
        throw new UsageError(
          `${relative(io.cwd, there)} exists already`,
          'edit it, or delete it and run init again',
        )
    const say = (line: string) => io.stdout.write(`${line}\n`)
    const existing = await existingFeed(siteDir, args, io)
    const reading = await readingOf(siteDir, existing, url, io, say)
    const { trial, settings } = reading
    for (const line of comparison(existing, trial)) say(line)
    say(`\n${relative(io.cwd, file)}:\n\n${trial.text}`)
    if (!args.flag('yes') && (await io.confirm?.(`Write ${relative(io.cwd, file)}?`)) !== true) {
      say(io.confirm === undefined ? 'Nothing was written. To write it, use --yes.' : 'Nothing was written.')
      return 0
    }
    await writeFile(file, trial.text, { flag: 'wx' }).catch((error: unknown) => {
      throw new UsageError(
        `${relative(io.cwd, file)} cannot be written (${error instanceof Error ? error.message : String(error)})`,
        'make the folder writable, or save the text above yourself',
      )
    })
    // If the pages are in the default output folder, the feeds need another one.
    const command = settings.source.path === OUT ? 'feedwright build --out feeds' : 'feedwright build'
    const there = siteDir === io.cwd ? '' : `cd ${relative(io.cwd, siteDir)} && `
    say(`Written: ${relative(io.cwd, file)}. ${await addScript(siteDir, command)}Next: ${there}${command}`)
    return 0
  },
}

/** The default output folder. */
const OUT = 'out'
