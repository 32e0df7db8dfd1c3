import type { SiteFolder } from './dialect.ts'

interface VaultFiles {
  /** The path of each file by its name in small letters; the shortest of several. */
  readonly byName: ReadonlyMap<string, string>
  readonly paths: ReadonlySet<string>
}

/** The files of each vault, by its folder in the site. */
const known = new WeakMap<SiteFolder, Map<string, VaultFiles>>()

/**
 * The path of the file that a link refers to: from the top of the vault, or by its name alone, regardless of its
 * folder; the name itself if there is none.
 */
function fileNamed(name: string, folder: SiteFolder, top: string): string {
  const vaults = known.get(folder) ?? new Map<string, VaultFiles>()
  known.set(folder, vaults)
  const { byName, paths } = vaults.get(top) ?? filesOf(folder, top)
  vaults.set(top, { byName, paths })
  const inVault = `${top === '' ? '' : `${top}/`}${name.replace(/^\//, '')}`
  const path = paths.has(inVault) ? inVault : byName.get(name.toLowerCase())
  return path === undefined ? name : `/${path}`
}

function filesOf(folder: SiteFolder, top: string): VaultFiles {
  const paths: string[] = []
  const waiting = [top]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const name of folder.names(next)) {
      const path = next === '' ? name : `${next}/${name}`
      if (!name.endsWith('/')) paths.push(path)
      else if (!name.startsWith('.') && name !== 'node_modules/') waiting.push(path.slice(0, -1))
    }
  // The shortest path is set last, and so is the one that remains.
  const farthest = paths.toSorted((one, other) => other.length - one.length || (one < other ? 1 : -1))
  return {
    byName: new Map(farthest.map((path) => [path.slice(path.lastIndexOf('/') + 1).toLowerCase(), path])),
    paths: new Set(paths),
  }
}

/**
 * Converts links and embeds of a vault to Markdown; of references to a heading or block only, the heading's text is
 * kept. `top` is the folder of the vault in the site.
 */
export function withoutWikilinks(body: string, folder: SiteFolder, top = ''): string {
  const fileOf = (name: string): string => fileNamed(name, folder, top)
  const codeEnds = lastRuns(body)
  let codeUntil = 0
  return body.replace(
    /(`+)|(!?)\[\[([^\][\n|#^]*)(#[^\][\n|]*)?(?:\|([^\][\n]*))?\]\]/g,
    (whole, tick, bang, target = '', heading = '', label, at: number) => {
      if (tick !== undefined && at >= codeUntil) codeUntil = codeEnd(body, at, String(tick), codeEnds)
      if (tick !== undefined || at < codeUntil) return whole
      const name = String(target).trim()
      const isPicture = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(name)
      const text =
        label ?? (name === '' ? String(heading).replace(/^#\^?/, '') : name.slice(name.lastIndexOf('/') + 1))
      if (bang === '!' && isPicture)
        return `![${/^\d+(?:x\d+)?$/.test(String(label ?? '')) ? '' : (label ?? '')}](<${fileOf(name)}>)`
      if (name === '') return String(text)
      return `[${text}](<${fileOf(/\.\w{2,4}$/.test(name) ? name : `${name}.md`)}>)`
    },
  )
}

/** Where the last run of backticks of each length begins. */
function lastRuns(body: string): ReadonlyMap<number, number> {
  return new Map([...body.matchAll(/`+/g)].map(({ 0: run, index }) => [run.length, index]))
}

/**
 * Where the code that begins with this run of backticks ends: at the next run of the same length. `at` if there is
 * none.
 */
function codeEnd(body: string, at: number, run: string, last: ReadonlyMap<number, number>): number {
  if ((last.get(run.length) ?? at) <= at) return at
  const next = new RegExp(`(?<!\`)${run}(?!\`)`, 'g')
  next.lastIndex = at + run.length
  return (next.exec(body)?.index ?? at) + run.length
}
