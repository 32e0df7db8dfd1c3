import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ARTICLE_FINDINGS } from '../src/article/article-finding.ts'
import { commands } from '../src/commands/index.ts'
import { SETTINGS_FINDINGS } from '../src/config/settings-finding.ts'
import { ERROR_CODES } from '../src/errors.ts'
import { SOURCE_FINDINGS } from '../src/sources/source-finding.ts'

const ROOT = join(import.meta.dirname, '..')
const page = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8')
const headings = (text: string): string[] =>
  [...text.matchAll(/^##+ `?([^`\n]+)`?$/gm)].map((match) => match[1] ?? match[2] ?? '')

describe('docs/errors.md', () => {
  it('explains every error code and no other', () => {
    expect(headings(page('errors.md')).toSorted()).toEqual([...ERROR_CODES].toSorted())
  })
})

describe('docs/commands.md', () => {
  it('has every command and no other', () => {
    expect(headings(page('commands.md'))).toEqual(commands.map(({ name }) => `feedwright ${name}`))
  })

  it.each(commands.map((entry) => [entry.name, entry] as const))(
    'has every option of %s, once',
    async (name, entry) => {
      const { options } = await entry.load()
      const section = page('commands.md').split(`## \`feedwright ${name}\``)[1]?.split('\n## ')[0] ?? ''
      const told = [...section.matchAll(/^\| `--([a-z-]+)/gm)].map((match) => match[1])
      expect(told).toEqual(Object.keys(options))
    },
  )
})

describe('findings', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.includes('lint') && !/^http[\\/]/.test(name),
  )
  const literal =
    /\b(?:code:|CODE =) '([a-z]+(?:-[a-z0-9]+)+)'|\b(?:hold\(\s*feed|failure\(\s*ref),\s*'([a-z-]+)'/g
  const tables = [SETTINGS_FINDINGS, SOURCE_FINDINGS, ARTICLE_FINDINGS]
  const used = new Set([
    ...tables.flatMap((table) => Object.keys(table)),
    ...sources.flatMap((name) =>
      [...readFileSync(join(ROOT, 'src', name), 'utf8').matchAll(literal)].map(
        ([, code, other]) => code ?? other,
      ),
    ),
  ])

  it('have a section in docs/findings.md each, and no other has', () => {
    const told = headings(page('findings.md')).filter((heading) => /^[a-z0-9]+(-[a-z0-9]+)+$/.test(heading))
    expect(told.toSorted()).toEqual([...used].toSorted())
  })
})

describe('links between pages', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docPages()]

  it.each(pages)('%s leads nowhere that is not there', (name) => {
    const text = readFileSync(join(ROOT, name), 'utf8')
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(
      (match) => match[1] ?? '',
    )
    const missing = targets.filter((target) => {
      try {
        readdirSync(join(ROOT, name, '..', target))
        return false
      } catch (error) {
        return !(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')
      }
    })
    expect(missing).toEqual([])
  })
})

describe('files and folders', () => {
  it.each(['CONTRIBUTING.md', 'docs/architecture.md'])('that %s names are there', (name) => {
    const named = readFileSync(join(ROOT, name), 'utf8')
      .split('\n')
      .flatMap((line) => {
        // A row about a folder of src/ names the files in it.
        const [, folder = ''] = /^\| `([\w/-]+\/)` \|/.exec(line) ?? []
        return [...line.matchAll(/`([\w./-]*(?:\/|\.(?:ts|mjs|md))|\.[\w-]+\/[\w./-]+)`/g)].map(
          ([, path = '']) => ({ path, places: ['.', 'src', join('src', folder)] }),
        )
      })
    expect(named.length).toBeGreaterThan(4)
    const missing = named.filter(
      ({ path, places }) => !places.some((place) => existsSync(join(ROOT, place, path))),
    )
    expect(missing.map(({ path }) => path)).toEqual([])
  })
})

function docPages(): string[] {
  return readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
}
