import { readFile } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { importCapture } from '../article/capture-import.ts'
import { instantFromMs } from '../article/instant.ts'
import { siteOf } from '../config/definitions.ts'
import { loadSettings } from '../config/load.ts'
import { settingsFileOf } from '../config/settings-place.ts'
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
    const contentDir = resolve(io.cwd, args.text('content') ?? 'content')
    const site = siteOf(await loadSettings(settingsFileOf(contentDir, io.cwd, args.text('config'))))
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
    for (const file of args.positionals) {
      const bytes = await readFile(resolve(io.cwd, file)).catch((error: NodeJS.ErrnoException) => {
        findings.push(unreadable(file, error))
        return undefined
      })
      if (bytes === undefined) continue
      const key = `${section}/${basename(file)}`
      const knownAs = keyWithin(contentDir, resolve(io.cwd, file))
      const parsed = importCapture(
        { key, bytes },
        { site, now },
        { section, ...(date !== undefined && { date }), ...(knownAs !== undefined && { knownAs }) },
      )
      findings.push(...parsed.findings.map((finding) => ({ ...finding, file })))
      if (parsed.value === undefined) continue
      const path = join(folder, parsed.value.fileName)
      const shown = relative(io.cwd, path)
      if (args.flag('dry-run')) reporter.info(parsed.value.text)
      else if (await createArticle(path, parsed.value.text)) reporter.info(`${file} → ${shown}`)
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
