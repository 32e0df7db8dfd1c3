import type { SettingsFindingCode } from './settings-finding.ts'

/** Something wrong with one setting, before it is known where in the file the setting stands. */
export interface Problem {
  readonly code: SettingsFindingCode
  /** Keys and list positions that lead to the setting. */
  readonly path: SettingPath
  /** Whether the name of the setting is wrong, or its value. */
  readonly at: 'key' | 'value'
  readonly message: string
  readonly got?: string
  readonly expected?: string
  readonly fix: string
}

export type SettingPath = readonly (string | number)[]

/** The setting as people write about it: `sections.world.feed.limit`, `authors[0].name`. */
export function settingName(path: SettingPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('')
}

/** What stands at the end of a path in plain data; undefined when the path leads nowhere. */
export function valueAt(data: unknown, path: SettingPath): unknown {
  let value = data
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([name]) => name === String(key))?.[1]
  }
  return value
}

/** A value as a finding shows it: short, and of a recognizable kind. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'nothing (an empty value)'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a map'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text
}
