import { dirname, relative, sep } from 'node:path'
import type { Finding } from '../finding.ts'
import { settingsFinding } from './settings-finding.ts'

/** A program that generates a site, recognized by its own settings, and the files that it copies to the site. */
interface Program {
  readonly name: string
  /** Files, each of which shows that a site begins in its folder. */
  readonly configs: readonly string[]
  /** These folders are copied completely; if absent, the whole site is, except names that begin with `_` or a dot. */
  readonly copies?: readonly string[]
  /** Whether other names in the folder confirm it: some names of settings files are used by many programs. */
  isThere?(names: ReadonlySet<string>): boolean
}

const scripts = (name: string): readonly string[] =>
  ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `${name}.${ending}`)

const PROGRAMS: readonly Program[] = [
  {
    name: 'Hugo',
    configs: ['hugo.toml', 'hugo.yaml', 'hugo.yml', 'hugo.json'],
    copies: ['content', 'static'],
  },
  {
    name: 'Hugo',
    configs: ['config.toml', 'config.yaml', 'config.yml', 'config.json', 'config'],
    copies: ['content', 'static'],
    isThere: (names) => ['archetypes', 'layouts', 'themes'].some((name) => names.has(name)),
  },
  {
    name: 'Zola',
    configs: ['zola.toml', 'config.toml'],
    copies: ['content', 'static'],
    isThere: (names) => names.has('zola.toml') || names.has('templates'),
  },
  {
    name: 'Hexo',
    configs: ['_config.yml', '_config.yaml', '_config.json'],
    copies: ['source'],
    isThere: (names) => names.has('source') && names.has('scaffolds'),
  },
  {
    name: 'Jekyll',
    configs: ['_config.yml', '_config.yaml', '_config.toml'],
    isThere: (names) => !names.has('scaffolds'),
  },
  {
    name: 'Eleventy',
    configs: ['.eleventy.js', ...scripts('eleventy.config')],
    copies: ['content', 'public', 'static', 'assets'],
  },
  { name: 'Astro', configs: scripts('astro.config'), copies: ['public'] },
  { name: 'Docusaurus', configs: scripts('docusaurus.config'), copies: ['static'] },
  { name: 'Gatsby', configs: scripts('gatsby-config'), copies: ['static'] },
  { name: 'Gridsome', configs: scripts('gridsome.config'), copies: ['static'] },
  { name: 'Next.js', configs: scripts('next.config'), copies: ['public'] },
  { name: 'Nuxt', configs: scripts('nuxt.config'), copies: ['public', 'static', 'content'] },
  { name: 'SvelteKit', configs: scripts('svelte.config'), copies: ['static'] },
  { name: 'Vite', configs: scripts('vite.config'), copies: ['public'] },
  { name: 'VitePress', configs: ['.vitepress'], copies: ['public'] },
  { name: 'VuePress', configs: ['.vuepress'], copies: ['public'] },
  { name: 'Quartz', configs: scripts('quartz.config'), copies: ['content'] },
  { name: 'MkDocs', configs: ['mkdocs.yml', 'mkdocs.yaml'], copies: ['docs'] },
  { name: 'Middleman', configs: ['config.rb'], copies: ['source'] },
  { name: 'Metalsmith', configs: ['metalsmith.json', ...scripts('metalsmith')], copies: ['src'] },
  { name: 'Bridgetown', configs: ['bridgetown.config.yml'], copies: ['src'] },
  {
    name: 'Nikola',
    configs: ['conf.py'],
    copies: ['files'],
    isThere: (names) => names.has('posts') || names.has('pages'),
  },
]

/** Number of parent folders in which another program's settings are searched for. */
const MOST_FOLDERS = 12

/**
 * A warning if another program publishes the settings file, with any tokens in it.
 *
 * @param file absolute path
 * @param shown the path in messages
 * @param namesIn lists the names in a folder; empty if that fails
 */
export function publishedByOthers(
  file: string,
  shown: string,
  namesIn: (folder: string) => readonly string[],
): readonly Finding[] {
  let folder = dirname(file)
  for (let depth = 0; depth < MOST_FOLDERS; depth++, folder = dirname(folder)) {
    const names = new Set(namesIn(folder))
    const parts = relative(folder, file).split(sep)
    const program = PROGRAMS.find(
      (one) =>
        one.configs.some((config) => names.has(config)) &&
        one.isThere?.(names) !== false &&
        copies(one, parts),
    )
    if (program !== undefined) return [toldOf(program, shown)]
    if (folder === dirname(folder)) break
  }
  return []
}

function copies(program: Program, parts: readonly string[]): boolean {
  if (program.copies === undefined) return !parts.some((part) => /^[_.]|^node_modules$/.test(part))
  return program.copies.includes(parts[0] ?? '') && parts.length > 1
}

function toldOf({ name, copies }: Program, shown: string): Finding {
  return settingsFinding('settings-published', {
    message: `${name} may publish the settings file with the site`,
    file: shown,
    expected: 'a folder that is not published',
    fix:
      copies === undefined
        ? 'use a name that begins with _, and set it with --config'
        : 'move the file to feedwright.yaml in the working folder, or set another file with --config',
  })
}
