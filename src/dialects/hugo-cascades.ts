import { findFrontMatter } from '../article/front-matter/read-front-matter.ts'
import type { Finding } from '../finding.ts'
import { type Configuration, isMap, readConfiguration, textAt, valueAt } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type { FolderDefaults, SiteFolder } from './dialect.ts'

/** Values that an `_index.md` passes to the articles below it (`cascade`). */
export function cascadesBelow(
  folder: SiteFolder,
  root: string,
  languages: readonly string[],
  findings: Finding[],
): readonly FolderDefaults[] {
  const found: FolderDefaults[] = []
  const waiting = [root]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const names = folder.names(path)
    for (const name of names) {
      const index = /^_index(?:\.(?<code>[\w-]+))?\.(?:md|markdown|html)$/i.exec(name)
      if (index === null) continue
      const language = languages.find((code) => code.toLowerCase() === index.groups?.['code']?.toLowerCase())
      const file = `${path}/${name}`
      const cascade = cascadeIn(folder.read(file) ?? '')
      if (cascade === 'unread') findings.push(configurationFinding(file, 'Hugo'))
      else found.push(...defaultsOf(path, cascade, language))
    }
    for (const name of names) if (name.endsWith('/')) waiting.push(`${path}/${name.slice(0, -1)}`)
  }
  return found
}

export const defaultsOf = (
  folder: string,
  cascades: readonly Cascade[],
  language?: string,
): readonly FolderDefaults[] =>
  cascades.map((cascade) => ({ folder, ...cascade, ...(language !== undefined && { language }) }))

/** Gates apply in every language, regardless of where they are stated. */
const CLOSING = /^(?:draft|publishdate|expirydate|unpublishdate|headless|_?build)$/i
export const closing = (values: Configuration): Configuration =>
  Object.fromEntries(Object.entries(values).filter(([key, value]) => CLOSING.test(key) && value !== false))

function cascadeIn(text: string): readonly Cascade[] | 'unread' {
  const block = findFrontMatter(text)
  if (block === undefined) return []
  const isFound = !('code' in block)
  const source = isFound ? text.slice(block.start, block.end) : text
  if (!/cascade/i.test(source)) return []
  const read = isFound ? readConfiguration(`_index.${block.language}`, source) : undefined
  return read === undefined ? 'unread' : cascadesOf(read)
}

type Cascade = Pick<FolderDefaults, 'values' | 'pages'>

/**
 * The values of a cascade, which may be a list, those for some pages first. What is for pages that cannot be told by
 * their path is for all if it closes a gate (`draft: true`), and for none if it opens one: if several state the same
 * gate, the closed one takes precedence.
 */
export function cascadesOf(configuration: Configuration | undefined): readonly Cascade[] {
  const all = [valueAt(configuration, 'cascade')].flat().filter(isMap).map(withTarget)
  const maps = all.filter(({ kind }) => kind === undefined || !OTHER_KINDS.test(kind))
  const named = maps.flatMap(({ pages, values }) => {
    if (pages === undefined) return []
    const { draft, ...others } = values
    return [{ pages, values: draft === true ? values : others }]
  })
  const rest = maps.filter(({ pages }) => pages === undefined)
  if (rest.length === 0) return named
  const values = Object.assign(
    {},
    ...rest.filter(({ isForSome }) => isForSome).map((map) => map.values),
    ...rest.filter(({ isForSome }) => !isForSome).map((map) => map.values),
  )
  const isDraft = rest.some((map) => valueAt(map.values, 'draft') === true)
  return [...named, { values: isDraft ? { ...values, draft: true } : values }]
}

/** Pages that are not articles. */
const OTHER_KINDS = /^(?:home|section|taxonomy|term)$/

/** The values of one map of a cascade, and its pages. */
function withTarget({ target, _target, ...values }: Configuration) {
  const stated = target ?? _target
  const [kind, path] = [textAt(stated, 'kind'), textAt(stated, 'path')]
  const isOnlyPath = isMap(stated) && Object.keys(stated).every((key) => /^(?:kind|path)$/i.test(key))
  return {
    values,
    isForSome: stated !== undefined,
    ...(kind !== undefined && { kind }),
    ...(isOnlyPath && path !== undefined && (kind ?? 'page') === 'page' && { pages: path }),
  }
}
