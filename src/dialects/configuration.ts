import { parse, TomlError } from 'smol-toml'
import { parse as parseYaml } from 'yaml'

/** A parsed configuration. Keys are as written; see {@link valueAt}. */
export type Configuration = Readonly<Record<string, unknown>>

/**
 * Parses YAML, TOML or JSON according to the file name, without executing anything. Undefined if the text is not a map.
 */
export function readConfiguration(name: string, text: string): Configuration | undefined {
  const read = parsedConfiguration(name, text)
  return 'problem' in read ? undefined : read.configuration
}

/** Why {@link readConfiguration} cannot read a text: the reason and place that the parser states. */
export function problemInConfiguration(name: string, text: string): string | undefined {
  const read = parsedConfiguration(name, text)
  return 'problem' in read ? read.problem : undefined
}

function parsedConfiguration(
  name: string,
  text: string,
): { readonly configuration: Configuration } | { readonly problem: string } {
  if (text.includes('\uFFFD')) return { problem: 'it is not in UTF-8' }
  try {
    const value: unknown = name.endsWith('.toml')
      ? parse(text.replace(/^\uFEFF/, ''), { maxDepth: 100, integersAsBigInt: 'asNeeded' })
      : parseYaml(text, { maxAliasCount: 100, logLevel: 'error', uniqueKeys: false, merge: true })
    // A YAML alias can refer to its own parent, which would be an infinite value.
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
    if (isMap(value) || value === null) return { configuration: value ?? {} }
    return { problem: 'it has no keys' }
  } catch (error) {
    const [stated = ''] = error instanceof Error ? error.message.split('\n') : []
    const reason = stated.startsWith('Converting circular') ? 'an alias refers to its own parent' : stated
    const line = error instanceof TomlError ? ` at line ${error.line}, column ${error.column}` : ''
    return { problem: `${reason.replace(/:$/, '')}${line}` }
  }
}

export function isMap(value: unknown): value is Configuration {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** The value at a path of keys such as `params.author`; letter case is ignored, as in Hugo. */
export function valueAt(configuration: unknown, path: string): unknown {
  let value = configuration
  for (const key of path.split('.')) {
    if (!isMap(value)) return undefined
    const found = Object.keys(value).find((name) => name.toLowerCase() === key.toLowerCase())
    value = found === undefined ? undefined : value[found]
  }
  return value
}

export function textAt(configuration: unknown, path: string): string | undefined {
  const value = valueAt(configuration, path)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** The text at the first of several paths that has one. */
export function firstText(configuration: unknown, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = textAt(configuration, path)
    if (text !== undefined) return text
  }
  return undefined
}

/** The machine itself. A private network may have readers, and their ids have its address. */
const PREVIEW = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/

/** `url` as an address that ends in `/`; undefined if it is invalid, or that of a preview. */
export function siteUrlOf(url: string | undefined, path = ''): string | undefined {
  if (url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  if (PREVIEW.test(new URL(url).hostname)) return undefined
  const below = path.replace(/^\/+|\/+$/g, '')
  return `${url.replace(/\/+$/, '')}/${below === '' ? '' : `${below}/`}`
}
