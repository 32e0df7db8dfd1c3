import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { openOutput } from '../app.ts'
import { fileAt } from '../article/article-kind.ts'
import { importCapture } from '../article/capture-import.ts'
import { mintId } from '../article/ids.ts'
import { instantFromMs } from '../article/instant.ts'
import { siteOf } from '../config/definitions.ts'
import { UsageError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import { createArticle } from '../sources/article-writing.ts'
import type { Command } from './command.ts'
import { exitCodeFor, placeOptions, reporterOf, reportOptions } from './places.ts'

export const importCaptures: Command = {
  positionals: 'FILE…',
  description:
    'Turns the text of saved news pages into Markdown articles with full front matter. Nothing is overwritten.',
  options: {
    content: placeOptions.content,
    config: placeOptions.config,
    out: placeOptions.out,
    into: { type: 'string', value: 'DIR', help: 'the section folder to write to, e.g. content/world' },
    date: { type: 'string', value: 'DATE', help: 'when the page was published, e.g. "2024-02-03 09:30"' },
    ...reportOptions,
    'dry-run': { type: 'boolean', help: 'print the articles instead of writing them' },
  },
  async run(args, io) {
    const into = args.text('into')
    if (args.positionals.length === 0)
      throw new UsageError('import needs at least one FILE', 'name the saved pages')
    if (into === undefined) throw new UsageError('import needs --into', 'e.g. --into content/world')
    const reporter = reporterOf(args, io)
    const { settings, contentDir, target } = await openOutput({
      cwd: io.cwd,
      content: args.text('content'),
      config: args.text('config'),
      out: args.text('out'),
    })
    const site = siteOf(settings)
    const folder = resolve(io.cwd, into)
    const section = relative(contentDir, folder).split(sep)[0] ?? ''
    if (!site.sections.has(section)) {
      throw new UsageError(
        `--into ${into} is no section of the site`,
        `the sections are ${[...site.sections.keys()].map((name) => join(args.text('content') ?? 'content', name)).join(', ')}`,
      )
    }
    const now = instantFromMs(io.now())
    if (now === undefined) throw new RangeError('the clock is outside the years 1 to 9999')
    const date = args.text('date')
    const findings: Finding[] = []
    const published = (await target.current().catch(() => undefined))?.set
    /** Titles of what readers have, by id: a page may have been moved away after it was published. */
    const readers = new Map(
      published?.feeds.flatMap(({ items }) => items.map(({ id, title }) => [id, title] as const)),
    )
    const imported = async (file: string, bytes: Uint8Array) => {
      const inFolder = (name: string): string => [keyWithin(contentDir, folder) ?? section, name].join('/')
      const key = inFolder(basename(file))
      const options = { section, inFolder, ...(date !== undefined && { date }) }
      const as = (knownAs: string | undefined) => ({
        ...importCapture(
          fileAt(`${section}/${basename(file)}`, bytes),
          { site, now },
          { ...options, ...(knownAs !== undefined && { knownAs }) },
        ),
        knownAs,
      })
      const place = keyWithin(contentDir, resolve(io.cwd, file))
      if (place !== undefined) return as(place)
      const namesake = join(folder, basename(file))
      if (existsSync(namesake)) return as((await readFile(namesake)).equals(bytes) ? key : undefined)
      const parsed = as(undefined)
      const isWithReaders = readers.get(mintId({ key }, site)) === parsed.value?.title
      return parsed.value !== undefined && isWithReaders ? as(key) : parsed
    }
    const besides = (knownAs: string | undefined): string => {
      const path = knownAs === undefined ? undefined : join(contentDir, knownAs)
      if (path === undefined || !existsSync(path)) return ''
      return `; delete ${relative(io.cwd, path)} now: both are one article, and readers keep it under its id`
    }
    for (const file of args.positionals) {
      const bytes = await readFile(resolve(io.cwd, file)).catch((error: NodeJS.ErrnoException) => {
        findings.push(unreadable(file, error))
        return undefined
      })
      if (bytes === undefined) continue
      const parsed = await imported(file, bytes)
      findings.push(...parsed.findings.map((finding) => ({ ...finding, file })))
      if (parsed.value === undefined) continue
      const path = join(folder, parsed.value.fileName)
      const shown = relative(io.cwd, path)
      if (args.flag('dry-run')) reporter.info(parsed.value.text)
      else if (await createArticle(path, parsed.value.text))
        reporter.info(`${file} → ${shown}${besides(parsed.knownAs)}`)
      else findings.push(taken(file, shown))
    }
    reporter.findings(findings)
    return exitCodeFor(findings, args.flag('strict'))
  },
}

/** Key of the article that lies at `path`; undefined outside the content folder. */
function keyWithin(contentDir: string, path: string): string | undefined {
  const parts = relative(contentDir, path).split(sep)
  return parts[0] === '..' || isAbsolute(parts.join(sep)) ? undefined : parts.join('/').normalize('NFC')
}

function unreadable(file: string, error: NodeJS.ErrnoException): Finding {
  return {
    code: 'capture-unreadable',
    severity: 'error',
    file,
    message: `the saved page cannot be read: ${error.message}`,
    fix: 'check the path and the permissions',
  }
}

function taken(file: string, path: string): Finding {
  return {
    code: 'import-exists',
    severity: 'error',
    file,
    message: `there is an article ${path} already, and nothing is overwritten`,
    fix: 'remove or rename that article if the page is another one',
  }
}
