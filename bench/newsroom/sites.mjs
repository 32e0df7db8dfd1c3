// What the folders of other programs cost beside the same articles in ours, and built pages beside the floor.
//   node bench/newsroom/sites.mjs [COUNT] [--rounds=3] [--only=hugo,jekyll,built]
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { article, random, SECTIONS, wordList } from './corpus.mjs'
import { alternate, ratio } from './measure.mjs'
import { CLI, floor } from './scenarios.mjs'
import { postsTable } from './table.mjs'

const SETTINGS = `title: The Bench Times
url: https://bench.example/
since: 2024
timeZone: UTC
`
const sectionsOf = (names) => `sections:\n${names.map((name) => `  ${name}:\n`).join('')}`
/** Ids are made from the address or the path by each. */
const withoutId = (text) => text.replace(/^id: .*\n/m, '')

/** By name: the settings, the files beside the articles, and where an article lies and how it is written. */
const SITES = {
  'ours, five sections': {
    settings: `${SETTINGS}${sectionsOf(SECTIONS)}`,
    fileOf: ({ path, text }) => [`content/${path}`, withoutId(text)],
  },
  Hugo: {
    settings: `${SETTINGS}sources:\n  - { kind: hugo, path: . }\n${sectionsOf(SECTIONS)}`,
    files: { 'hugo.toml': 'baseURL = "https://bench.example/"\ntitle = "The Bench Times"\n' },
    fileOf: ({ path, text }) => [`content/${path}`, withoutId(text)],
  },
  'ours, one section': {
    settings: `${SETTINGS}${sectionsOf(['posts'])}`,
    fileOf: ({ path, text }) => [`content/posts/${nameOf(path)}`, withoutId(text)],
  },
  Jekyll: {
    settings: `${SETTINGS}sources:\n  - { kind: jekyll, path: . }\n${sectionsOf(['posts'])}`,
    settingsFile: '.feedwright.yaml',
    files: { '_config.yml': 'url: https://bench.example\ntitle: The Bench Times\npermalink: pretty\n' },
    fileOf: ({ path, text }) => [`_posts/${dayOf(text)}-${nameOf(path)}`, withoutId(text)],
  },
  'built pages': {
    settings: `${SETTINGS}sources:\n  - { kind: built, path: public }\n${sectionsOf(['posts'])}`,
    fileOf: ({ path, text }) => [
      `public/posts/${nameOf(path).replace('.md', '')}/index.html`,
      pageOf(path, text),
    ],
    isListed: true,
  },
}

const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1)
const dayOf = (text) => /^date: (.{10})/m.exec(text)[1]

function pageOf(path, text) {
  const [, title] = /^title: "(.*)"$/m.exec(text)
  const [, date] = /^date: (.*)$/m.exec(text)
  const paragraphs = text
    .slice(text.indexOf('\n---\n', 4) + 5)
    .trim()
    .split('\n\n')
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    datePublished: date,
  }
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | The Bench Times</title>
<link rel="canonical" href="https://bench.example/posts/${nameOf(path).replace('.md', '')}/">
<script type="application/ld+json">${JSON.stringify(facts)}</script></head>
<body><header><nav><a href="/">Home</a></nav></header><article><h1>${title}</h1>
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}
</article><footer>The Bench Times</footer></body></html>
`
}

/** The folder of a site, made when it is not there. */
function siteOf(name, count, cache) {
  const folder = join(cache, 'sites', String(count), name.replace(/\W+/g, '-'))
  const { settings, settingsFile = 'feedwright.yaml', files = {}, fileOf, isListed } = SITES[name]
  if (existsSync(join(folder, settingsFile))) return folder
  const words = wordList(random(2024), 4000)
  const addresses = []
  for (let index = 0; index < count; index++) {
    const [path, text] = fileOf(article(index, count, words))
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    addresses.push(
      `<url><loc>https://bench.example/${path.replace(/^public\/|index\.html$/g, '')}</loc></url>`,
    )
  }
  if (isListed) writeFileSync(join(folder, 'public/sitemap.xml'), `<urlset>${addresses.join('\n')}</urlset>`)
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  // What is written last says that the folder is whole.
  writeFileSync(join(folder, settingsFile), settings)
  return folder
}

function contendersOf(name, count, cache) {
  const cwd = siteOf(name, count, cache)
  const work = join(cache, 'work', 'sites', name.replace(/\W+/g, '-'))
  const command = [
    'node',
    CLI,
    'build',
    '--no-compress',
    '--out',
    join(work, 'out'),
    '--state',
    join(work, 'state'),
  ]
  return [
    { name: `${name}, cold`, cwd, command, before: () => rmSync(work, { recursive: true, force: true }) },
    { name: `${name}, nothing changed`, cwd, command },
  ]
}

/** What is wanted of each: at most so many times as long as the other. */
const PAIRS = [
  { of: 'Hugo', to: 'ours, five sections', runs: ['cold', 'nothing changed'], most: 1.2 },
  { of: 'Jekyll', to: 'ours, one section', runs: ['cold', 'nothing changed'], most: 1.2 },
]

/** Results and ratios of each pair, as {@link postsTable} shows them. */
export function measureSites(count, cache, rounds, only) {
  const isWanted = (name) => only === undefined || only.includes(name.toLowerCase().split(' ')[0])
  const pairs = PAIRS.filter(({ of }) => isWanted(of)).map(({ of, to, runs, most }) => {
    const results = alternate(
      [...contendersOf(to, count, cache), ...contendersOf(of, count, cache)],
      rounds,
      false,
    )
    const ratios = Object.fromEntries(
      runs.map((run) => [
        `${of} / ours, ${run}`,
        { ...ratio(results, `${of}, ${run}`, `${to}, ${run}`), target: most },
      ]),
    )
    return [`${count.toLocaleString('en')} articles of ${of}`, { results, ratios }]
  })
  if (!isWanted('built')) return Object.fromEntries(pairs)
  const name = 'built pages'
  const pages = join(siteOf(name, count, cache), 'public')
  const results = alternate([floor(pages), ...contendersOf(name, count, cache)], rounds, false)
  const ratios = {
    'built pages, nothing changed / floor': {
      ...ratio(results, `${name}, nothing changed`, 'floor'),
      target: 2,
    },
  }
  return Object.fromEntries([...pairs, [`${count.toLocaleString('en')} built pages`, { results, ratios }]])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '3' }, only: { type: 'string' } },
  })
  const cache = join(import.meta.dirname, '..', '.cache')
  const [count = '10000'] = positionals
  console.log(postsTable(measureSites(Number(count), cache, Number(values.rounds), values.only?.split(','))))
}
