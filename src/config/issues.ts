import { z } from 'zod'
import { nearest } from '../article/suggestion.ts'
import { type Problem, type SettingPath, settingName, shown, valueAt } from './problem.ts'
import { settingsSchema } from './settings.ts'

type Issue = z.core.$ZodIssue

/** All problems that zod found in `input`, in plain language. */
export function problemsIn(issues: readonly Issue[], input: unknown): readonly Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], input))
}

function problemsOf(issue: Issue, parent: SettingPath, input: unknown): readonly Problem[] {
  const path = [...parent, ...pathOf(issue)]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownSetting(path, key))
  if (issue.code === 'invalid_union') {
    const deeper = issue.errors.find((branch) => !branch.some(isOfAnotherKind))
    if (deeper !== undefined) return deeper.flatMap((inner) => problemsOf(inner, path, input))
  }
  const value = valueAt(input, path)
  const name = path.length === 0 ? 'the whole file' : `the setting ${settingName(path)}`
  const expected = expectedBy(issue)
  if (value === undefined)
    return [
      {
        code: 'settings-missing',
        path,
        at: 'value',
        message: `${name} is missing`,
        expected,
        fix: `add ${String(path.at(-1))}: to ${path.length > 1 ? settingName(path.slice(0, -1)) : 'the file'}`,
      },
    ]
  return [
    {
      code: 'settings-value',
      path,
      at: issue.code === 'invalid_key' ? 'key' : 'value',
      message:
        issue.code === 'invalid_key'
          ? `the name ${settingName(path)} cannot be used`
          : `${name} cannot be used`,
      got: issue.code === 'invalid_key' ? shown(path.at(-1)) : shown(value),
      expected,
      fix: `docs/settings.md explains ${path.length === 0 ? 'all settings' : settingName(path)}`,
    },
  ]
}

function pathOf(issue: Issue): SettingPath {
  return issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
}

/** Whether the value has another type than this branch of a union, so that the branch's error is not helpful. */
function isOfAnotherKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list such as [one, two]',
  object: 'a map of settings',
  record: 'a map of names',
  null: 'nothing',
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map(String).join(' or ')
    case 'too_small':
      return issue.origin === 'array' ? 'a list that is not empty' : `a whole number from ${issue.minimum} up`
    case 'too_big':
      return `a whole number up to ${issue.maximum}`
    case 'invalid_union':
      if (issue.message !== 'Invalid input') return issue.message
      return [...new Set(issue.errors.flatMap((branch) => branch.map(expectedBy)))].join(' or ')
    case 'invalid_key':
      return issue.issues.map(expectedBy).join(' and ')
    default:
      return issue.message
  }
}

function unknownSetting(parent: SettingPath, key: string): Problem {
  const known = namesAt(settingsSchema, parent)
  const near = nearest(key, known)
  return {
    code: 'settings-unknown',
    path: [...parent, key],
    at: 'key',
    message: `there is no setting ${settingName([...parent, key])}`,
    got: key,
    expected: near ?? `one of ${known.join(', ')}`,
    fix: near === undefined ? 'remove it, or find the name in docs/settings.md' : `write ${near} instead`,
  }
}

/** Names of the settings that are allowed in the map at `path`. */
function namesAt(schema: z.core.$ZodType, path: SettingPath): readonly string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return namesAt(schema.def.innerType, path)
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((option) => namesAt(option, path))
  const [key, ...rest] = path
  if (schema instanceof z.ZodObject) {
    if (key === undefined) return Object.keys(schema.def.shape)
    const inner = schema.def.shape[key]
    return inner === undefined ? [] : namesAt(inner, rest)
  }
  if (schema instanceof z.ZodRecord && key !== undefined) return namesAt(schema.def.valueType, rest)
  if (schema instanceof z.ZodArray && key !== undefined) return namesAt(schema.def.element, rest)
  return []
}
