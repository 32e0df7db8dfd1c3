// The other programs, installed below the cache folder where they can be, each set up to write the newest fifty of each section.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SECTIONS } from './corpus.mjs'

const here = import.meta.dirname
const SITE = 'https://bench.example/'

/** Every peer: `setUp` gives, for a corpus and a folder of its own, the command to measure; or says why there is none. */
export const PEERS = [
  { name: 'script', most: 1_000_000, setUp: script },
  { name: 'Hugo', most: 100_000, setUp: hugo },
  { name: 'Eleventy', most: 10_000, setUp: eleventy },
  { name: 'Jekyll', most: 1000, setUp: jekyll },
]

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr ?? stdout}`)
  return stdout
}

/** Installs npm packages into `folder`, once. */
function npm(folder, packages) {
  mkdirSync(folder, { recursive: true })
  if (existsSync(join(folder, 'node_modules', packages[0]))) return
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], folder)
}

/** Installs a Debian package when there is none and we may. */
function apt(command, packages) {
  if (spawnSync(command, ['--version']).status === 0) return undefined
  if (process.getuid?.() !== 0) return `${command} is not installed, and only root may install it`
  try {
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages])
  } catch (error) {
    return `${command} cannot be installed: ${error.message.slice(0, 200)}`
  }
  return undefined
}

function fresh(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

function script({ cache, content, work }) {
  const folder = join(cache, 'script')
  npm(folder, ['gray-matter', 'markdown-it', 'feed'])
  cpSync(join(here, 'peers', 'script.mjs'), join(folder, 'script.mjs'))
  const out = join(work, 'script')
  return {
    version: 'gray-matter, markdown-it, feed',
    command: ['node', join(folder, 'script.mjs'), content, out],
    before: () => fresh(out),
  }
}

const HUGO_CONFIG = `baseURL = "${SITE}"
title = "The Bench Times"
disableKinds = ["home", "taxonomy", "term", "sitemap", "robotsTXT", "404"]
[services.rss]
limit = 50
[outputs]
section = ["RSS"]
[[cascade]]
[cascade._build]
render = "never"
list = "always"
[cascade._target]
kind = "page"
`

const HUGO_RSS = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
{{ range first 50 .RegularPagesRecursive.ByDate.Reverse }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Params.id }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><description>{{ .Content | html }}</description></item>
{{ end }}</channel></rss>
`

function hugo({ content, work }) {
  const why = apt('hugo', ['hugo'])
  if (why !== undefined) return { why }
  const folder = join(work, 'hugo')
  fresh(folder)
  mkdirSync(join(folder, 'layouts', '_default'), { recursive: true })
  writeFileSync(join(folder, 'config.toml'), HUGO_CONFIG)
  writeFileSync(join(folder, 'layouts', '_default', 'section.rss.xml'), HUGO_RSS)
  return {
    version: run('hugo', ['version']).split(' ').slice(0, 2).join(' ').trim(),
    command: [
      'hugo',
      '--quiet',
      '--source',
      folder,
      '--contentDir',
      content,
      '--destination',
      join(folder, 'public'),
    ],
    before: () => rmSync(join(folder, 'public'), { recursive: true, force: true }),
  }
}

const ELEVENTY_CONFIG = `import { feedPlugin } from '@11ty/eleventy-plugin-rss'
const sections = ${JSON.stringify(SECTIONS)}
export default function (config) {
  for (const name of sections) {
    config.addCollection(name, (all) => all.getFilteredByGlob('content/' + name + '/**/*.md').sort((a, b) => a.date - b.date))
    for (const [type, file] of [['rss', 'rss.xml'], ['atom', 'atom.xml'], ['json', 'feed.json']])
      config.addPlugin(feedPlugin, {
        type, outputPath: '/' + name + '/' + file, collection: { name, limit: 50 },
        metadata: { language: 'en', title: name, subtitle: name, base: '${SITE}', author: { name: 'The Bench Times' } },
      })
  }
  return { dir: { input: 'content', output: 'public' }, markdownTemplateEngine: false }
}
`

function eleventy({ cache, content, work }) {
  const modules = join(cache, 'eleventy')
  npm(modules, ['@11ty/eleventy', '@11ty/eleventy-plugin-rss'])
  const folder = join(work, 'eleventy')
  fresh(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  writeFileSync(join(folder, 'eleventy.config.js'), ELEVENTY_CONFIG)
  symlinkSync(join(modules, 'node_modules'), join(folder, 'node_modules'))
  // It does not follow a link to its input.
  cpSync(content, join(folder, 'content'), { recursive: true })
  rmSync(join(folder, 'content', 'site.yaml'))
  return {
    version: '@11ty/eleventy with its RSS plugin; it writes a page an article, too',
    command: ['node', join(modules, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs'), '--quiet'],
    cwd: folder,
    before: () => rmSync(join(folder, 'public'), { recursive: true, force: true }),
  }
}

const JEKYLL_CONFIG = `title: The Bench Times
url: ${SITE}
plugins: [jekyll-feed]
collections:
${SECTIONS.map((name) => `  ${name}: { output: false }\n`).join('')}feed:
  posts_limit: 50
  collections:
${SECTIONS.map((name) => `    ${name}: { path: /${name}/atom.xml }\n`).join('')}`

function jekyll({ content, work }) {
  const why = apt('jekyll', ['jekyll', 'ruby-jekyll-feed'])
  if (why !== undefined) return { why }
  const folder = join(work, 'jekyll')
  fresh(folder)
  writeFileSync(join(folder, '_config.yml'), JEKYLL_CONFIG)
  for (const name of SECTIONS) cpSync(join(content, name), join(folder, `_${name}`), { recursive: true })
  return {
    version: run('jekyll', ['--version']).trim(),
    command: ['jekyll', 'build', '--quiet', '--source', folder, '--destination', join(folder, 'public')],
    before: () => {
      for (const made of ['public', '.jekyll-cache'])
        rmSync(join(folder, made), { recursive: true, force: true })
    },
  }
}
