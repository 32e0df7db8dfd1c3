import type { SettingsFindingCode } from './settings-finding.ts'

/** A problem with one setting, without its position in the file. */
export interface Problem {
  readonly code: SettingsFindingCode
  /** Keys and list positions that lead to the setting. */
  readonly path: SettingPath
  /** Whether the problem is the name of the setting, or its value. */
  readonly at: 'key' | 'value'
  readonly message: string
  readonly got?: string
  readonly expected?: string
  readonly fix: string
}

export type SettingPath = readonly (string | number)[]

/** The setting as written in messages: `sections.world.feed.limit`, `authors[0].name`. */
export function settingName(path: SettingPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('')
}

/** The value at the end of a path in plain data; undefined if there is none. */
export function valueAt(data: unknown, path: SettingPath): unknown {
  let value = data
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([name]) => name === String(key))?.[1]
  }
  return value
}

/** A value as shown in findings: short, with a recognizable type. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'nothing (an empty value)'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a map'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text
}
