import { LineCounter, parseDocument } from 'yaml'
import type { Finding, Parsed } from '../finding.ts'
import { conflictsIn } from './conflicts.ts'
import { problemsIn } from './issues.ts'
import type { Problem, SettingPath } from './problem.ts'
import { type Settings, settingsSchema } from './settings.ts'
import { settingsFinding } from './settings-finding.ts'
import { placeOf } from './yaml-place.ts'

/** Maximum number of YAML aliases: enough for people, too few for an attack. */
const MOST_ALIASES = 100

/**
 * Parses the settings of a site from YAML 1.2. All problems are reported at once, with line and column in `file`: YAML
 * errors (duplicate keys, tags, too many aliases), unknown and missing settings, invalid values, and conflicting
 * settings.
 */
export function parseSettings(text: string, file: string): Parsed<Settings> {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
  })
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0)
    return { findings: broken.map((error) => notYaml(error.message, file, lines.linePos(error.pos[0]))) }

  let input: unknown
  try {
    input = document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {}
  } catch (error) {
    return { findings: [notYaml(error instanceof Error ? error.message : String(error), file)] }
  }
  // Compiling a parser that runs once costs more time than it saves.
  const parsed = settingsSchema.safeParse(input, { jitless: true })
  const problems = parsed.success ? [] : problemsIn(parsed.error.issues, input)
  const settings = parsed.success ? parsed.data : withoutMistakes(input, problems)
  const conflicts = settings === undefined ? [] : conflictsIn(settings)
  const findings = [...problems, ...conflicts]
    .map((problem) => findingOf(problem, file, placeOf(document, lines, problem)))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
  return parsed.success && findings.length === 0 ? { value: parsed.data, findings } : { findings }
}

/** Position of a setting in the text of the settings. */
export function placeOfSetting(text: string, path: SettingPath): Pick<Finding, 'line' | 'column'> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const { line, col } = placeOf(document, lines, { path, at: 'value' })
  return { line, column: col }
}

interface Place {
  readonly line: number
  readonly col: number
}

function notYaml(message: string, file: string, place?: Place): Finding {
  return settingsFinding('settings-yaml', {
    message: `the settings are not valid YAML: ${message}`,
    file,
    ...(place === undefined ? {} : { line: place.line, column: place.col }),
    fix: 'fix the YAML; docs/settings.md has an example',
  })
}

function findingOf(problem: Problem, file: string, place: Place): Finding {
  const { code, path: _, at: __, ...said } = problem
  return settingsFinding(code, { ...said, file, line: place.line, column: place.col })
}

/**
 * The settings without invalid ones, so that conflicts among the others are found in the same run; undefined if too
 * little remains.
 */
function withoutMistakes(input: unknown, problems: readonly Problem[]): Settings | undefined {
  const standIn = { title: '-', url: 'http://localhost/', since: 2000 }
  const wrong = new Set(problems.map((problem) => JSON.stringify(culprit(problem))))
  const rest = pruned(input, [], wrong)
  if (typeof rest !== 'object' || rest === null) return undefined
  return settingsSchema.safeParse({ ...standIn, ...rest }).data
}

/**
 * The part to remove: the map that lacks a setting, or the whole list of an invalid item (so that the positions of
 * others remain valid).
 */
function culprit({ code, path }: Problem): SettingPath {
  const list = path.findIndex((key) => typeof key === 'number')
  if (list >= 0) return path.slice(0, list)
  return code === 'settings-missing' ? path.slice(0, -1) : path
}

function pruned(value: unknown, path: SettingPath, wrong: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const kept = Object.entries(value).filter(([key]) => !wrong.has(JSON.stringify([...path, key])))
  return Object.fromEntries(kept.map(([key, inner]) => [key, pruned(inner, [...path, key], wrong)]))
}
