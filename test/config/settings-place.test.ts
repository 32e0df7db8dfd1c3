import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishedByOthers } from '../../src/config/other-programs.ts'
import { namesIn, settingsFileOf } from '../../src/config/settings-place.ts'
import { ConfigError } from '../../src/errors.ts'

let top = ''
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'feedwright-place-'))
})
afterEach(() => rmSync(top, { recursive: true }))

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    if (path.endsWith('/')) mkdirSync(join(top, path), { recursive: true })
    else writeFileSync(join(top, path), '')
  }
}

describe('the settings file', () => {
  const found = (cwd = '.', named?: string) =>
    relative(top, settingsFileOf(join(top, cwd, 'content'), join(top, cwd), named))

  it.each([
    ['that of the content folder', ['content/site.yaml', 'package.json'], '.', 'content/site.yaml'],
    ['the outer one', ['feedwright.yaml', 'content/a.md'], '.', 'feedwright.yaml'],
    [
      'that beside package.json',
      ['feedwright.yaml', 'package.json', 'deep/er/'],
      'deep/er',
      'feedwright.yaml',
    ],
    ['none above the package', ['feedwright.yaml', 'deep/package.json'], 'deep', 'deep/content/site.yaml'],
    ['where one is missing', ['content/a.md'], '.', 'content/site.yaml'],
    ['missing outside of what is published', ['hugo.toml', 'content/a.md'], '.', 'feedwright.yaml'],
  ])('is %s', (_what, files, cwd, expected) => {
    write(...files)
    expect(found(cwd)).toBe(expected)
  })

  it('is the named one, with any other files', () => {
    write('content/site.yaml', 'feedwright.yaml')
    expect(found('.', 'etc/mine.yaml')).toBe('etc/mine.yaml')
  })

  it('is not guessed if there are two', () => {
    write('content/site.yaml', 'feedwright.yaml')
    expect(() => found()).toThrow(ConfigError)
  })
})

describe('a settings file that another program publishes', () => {
  const told = (file: string) =>
    publishedByOthers(join(top, file), file, namesIn).map(
      ({ code, message }) => `${code}: ${/^(.*) may publish/.exec(message)?.[1]}`,
    )

  it.each([
    ['Hugo', ['hugo.toml'], 'content/site.yaml'],
    ['Hugo', ['hugo.yaml'], 'content/news/site.yaml'],
    ['Hugo', ['hugo.toml'], 'static/site.yaml'],
    ['Hugo', ['config.toml', 'layouts/'], 'content/site.yaml'],
    ['Hugo', ['config/_default/hugo.toml', 'themes/'], 'content/site.yaml'],
    ['Zola', ['config.toml', 'templates/'], 'content/site.yaml'],
    ['Jekyll', ['_config.yml'], 'content/site.yaml'],
    ['Jekyll', ['_config.yml'], 'feedwright.yaml'],
    ['Hexo', ['_config.yml', 'source/', 'scaffolds/'], 'source/site.yaml'],
    ['Eleventy', ['eleventy.config.mjs'], 'content/site.yaml'],
    ['Eleventy', ['.eleventy.js'], 'public/site.yaml'],
    ['Astro', ['astro.config.mjs'], 'public/feeds/site.yaml'],
    ['Docusaurus', ['docusaurus.config.ts'], 'static/site.yaml'],
    ['Nuxt', ['nuxt.config.ts'], 'content/site.yaml'],
    ['MkDocs', ['mkdocs.yml'], 'docs/site.yaml'],
    ['Quartz', ['quartz.config.ts'], 'content/site.yaml'],
  ])('is recognized in the settings of %s: %j and %s', (program, configs, file) => {
    write(...configs, file)
    expect(told(file)).toEqual([`settings-published: ${program}`])
  })

  it.each([
    [[], 'content/site.yaml'],
    [['hugo.toml'], 'feedwright.yaml'],
    [['hugo.toml'], 'feeds/site.yaml'],
    [['config.toml'], 'content/site.yaml'],
    [['_config.yml'], '_feedwright.yaml'],
    [['_config.yml'], '_content/site.yaml'],
    [['_config.yml', 'source/', 'scaffolds/'], 'feedwright.yaml'],
    [['astro.config.mjs'], 'src/content/site.yaml'],
    [['astro.config.mjs', 'package.json'], 'feedwright.yaml'],
  ])('is not one: %j and %s', (configs, file) => {
    write(...configs, file)
    expect(told(file)).toEqual([])
  })
})
