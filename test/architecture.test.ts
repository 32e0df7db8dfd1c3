import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split('\\').join('/'))

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
}

const resolved = (file: string, spec: string): string =>
  spec.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), spec)) : spec

const edges = new Map(files.map((file) => [file, importsOf(file).map((spec) => resolved(file, spec))]))
const folderOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : file)

/** Pure folders, lowest first: each may import itself, those before it, and the two files about things going wrong. */
const PURE = ['article', 'dialects', 'feed', 'formats', 'pages', 'gate', 'http']
const ANYWHERE = ['finding.ts', 'errors.ts']
/** Packages that only compute. */
const PURE_PACKAGES = new Set([
  'node:buffer',
  'node:crypto',
  'acorn',
  'css-select',
  'fast-xml-parser',
  'feed',
  'lru-cache',
  'markdown-it',
  'markdown-it-cjk-friendly',
  'markdown-it-container',
  'markdown-it-deflist',
  'markdown-it-emoji',
  'markdown-it-footnote',
  'parse5',
  'saxes',
  'temporal-polyfill',
  'smol-toml',
  'yaml',
])
/** Contracts and pure decisions of edge folders, which any edge and the steps may import. */
const EDGES = [
  'announcers',
  'coordination',
  'sources',
  'catalog',
  'config',
  'targets',
  'schedule',
  'server',
  'remote',
  'reporting',
  'pages',
]

describe('the folders', () => {
  it('are found by this test', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(edges.get('pipeline.ts')).toContain('steps/planning.ts')
  })

  it.each(PURE)('%s imports nothing above it and no I/O', (folder) => {
    const allowed = new Set([...PURE.slice(0, PURE.indexOf(folder) + 1)])
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) =>
        (edges.get(file) ?? [])
          .filter(
            (to) => !(allowed.has(folderOf(to)) || ANYWHERE.includes(to) || PURE_PACKAGES.has(packageOf(to))),
          )
          .map((to) => `${file} → ${to}`),
      )
    expect(wrong).toEqual([])
  })

  it.each(PURE)('%s takes time, randomness and the process as arguments', (folder) => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bperformance\.|\bconsole\./
    const wrong = files.filter(
      (file) =>
        folderOf(file) === folder && impure.test(withoutComments(readFileSync(join(SRC, file), 'utf8'))),
    )
    expect(wrong).toEqual([])
  })

  it('no timeout is one that Node 20 forgets if only AbortSignal.any refers to it', () => {
    const found = files.filter((file) =>
      /\bAbortSignal\.timeout\(/.test(withoutComments(readFileSync(join(SRC, file), 'utf8'))),
    )
    expect(found).toEqual([])
  })

  it('only reporting, commands and the command line write to a stream or the console', () => {
    const wrong = files.filter(
      (file) =>
        !['reporting', 'commands', 'cli.ts'].includes(folderOf(file)) &&
        /\bconsole\.|process\.std(out|err)/.test(withoutComments(readFileSync(join(SRC, file), 'utf8'))),
    )
    expect(wrong).toEqual([])
  })

  it('only the command line sets the exit code', () => {
    const wrong = files.filter(
      (file) =>
        file !== 'cli.ts' && /process\.exit/.test(withoutComments(readFileSync(join(SRC, file), 'utf8'))),
    )
    expect(wrong).toEqual([])
  })

  it.each(EDGES)('%s imports no command, no pipeline, no app', (folder) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) =>
        (edges.get(file) ?? [])
          .filter((to) => ['commands', 'app.ts', 'pipeline.ts', 'cli.ts', 'steps'].includes(folderOf(to)))
          .map((to) => `${file} → ${to}`),
      )
    expect(wrong).toEqual([])
  })

  it('only commands import the service', () => {
    const wrong = files
      .filter((file) => !['commands', 'service'].includes(folderOf(file)))
      .filter((file) => (edges.get(file) ?? []).some((to) => folderOf(to) === 'service'))
    expect(wrong).toEqual([])
  })

  it('no module of src imports the public index', () => {
    expect(files.filter((file) => edges.get(file)?.includes('index.ts'))).toEqual([])
  })

  it('contain no file or folder with a name such as utils', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager)(\/|\.|$)/.test(file))).toEqual(
      [],
    )
  })

  it('has no import cycle', () => {
    expect(cycle()).toEqual([])
  })

  it('mirrors every folder of src in test', () => {
    const tested = new Set(readdirSync(join(ROOT, 'test')))
    const folders = [...new Set(files.map(folderOf))].filter((name) => !name.endsWith('.ts'))
    expect(folders.filter((name) => !tested.has(name))).toEqual([])
  })
})

const packageOf = (spec: string): string =>
  spec.startsWith('node:')
    ? spec
    : spec
        .split('/')
        .slice(0, spec.startsWith('@') ? 2 : 1)
        .join('/')

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')

/** The first import cycle found, as the files along it; type-only imports count. */
function cycle(): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (file: string): string[] => {
    if (state.get(file) === 'done' || !edges.has(file)) return []
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file]
    state.set(file, 'open')
    path.push(file)
    for (const to of edges.get(file) ?? []) {
      const found = visit(to)
      if (found.length > 0) return found
    }
    path.pop()
    state.set(file, 'done')
    return []
  }
  for (const file of files) {
    const found = visit(file)
    if (found.length > 0) return found
  }
  return []
}

describe('a run that finds nothing to do', () => {
  /** Imports that the loader follows at once: no types, nothing that is imported when it is needed. */
  const EAGER = /(?:^|\n)\s*(?:import|export)\s(?!type\b)(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/g

  function loadedWith(start: string): Set<string> {
    const loaded = new Set<string>()
    const waiting = [start]
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (loaded.has(file)) continue
      loaded.add(file)
      if (!edges.has(file)) continue
      const text = readFileSync(join(SRC, file), 'utf8')
      waiting.push(...[...text.matchAll(EAGER)].map(([, spec = '']) => resolved(file, spec)))
    }
    return loaded
  }

  it('loads no parser', () => {
    const loaded = loadedWith('commands/build.ts')
    expect(loaded).toContain('catalog/lmdb.ts')
    for (const parser of [
      'zod',
      'smol-toml',
      'yaml',
      'parse5',
      'markdown-it',
      'temporal-polyfill',
      'saxes',
      'fast-xml-parser',
    ])
      expect(loaded, parser).not.toContain(parser)
  })
})
