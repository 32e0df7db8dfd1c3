// What is measured of feedwright: a newsroom's corpus, and what happens to it before each run.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { article, random, wordList, writeCorpus } from './corpus.mjs'

const here = import.meta.dirname
export const CLI = process.env.FEEDWRIGHT_CLI ?? join(here, '..', '..', 'dist', 'cli.js')

/** The content folder of a corpus of `count` articles, made when it is not there. */
export function corpusOf(count, folder) {
  const content = join(folder, String(count), 'content')
  // The settings are written last.
  if (!existsSync(join(content, 'site.yaml'))) writeCorpus(count, content)
  return content
}

/** Where the newest article lies: one that stands in a feed. */
export function newestArticle(count) {
  return article(count - 1, count, wordList(random(2024), 1)).path
}

export function floor(content) {
  return { name: 'floor', command: ['node', join(here, 'peers', 'floor.mjs'), content] }
}

/** Cold, with nothing changed, with one article changed, with one added; in this order, each starting from what the one before left. */
export function feedwright(content, count, work, { cold = true } = {}) {
  const out = join(work, 'feedwright', 'out')
  const state = join(work, 'feedwright', 'state')
  const build = (...more) => [
    'node',
    CLI,
    'build',
    '--content',
    content,
    '--out',
    out,
    '--state',
    state,
    ...more,
  ]
  const wipe = () => rmSync(join(work, 'feedwright'), { recursive: true, force: true })
  const edited = join(content, newestArticle(count))
  const original = readFileSync(edited)
  const added = []
  return {
    contenders: [
      ...(cold
        ? [
            { name: 'cold, uncompressed', command: build('--no-compress'), before: wipe },
            { name: 'cold', command: build(), before: wipe },
          ]
        : []),
      { name: 'nothing changed', command: build() },
      {
        name: 'one changed',
        command: build(),
        before: (round) => appendFileSync(edited, `\nAnd round ${round} of ${Date.now()}.\n`),
      },
      {
        name: 'one added',
        command: build(),
        before: (round) => {
          const now = Date.now()
          const text = `---\ntitle: Added ${now}\ndate: ${new Date(now).toISOString()}\ntags: [topic-1]\n---\n\nText of round ${round}.\n`
          const path = `${edited.slice(0, -'.md'.length)}-added-${added.length}.md`
          added.push(path)
          writeFileSync(path, text)
        },
      },
    ],
    restore() {
      writeFileSync(edited, original)
      for (const path of added) rmSync(path)
    },
  }
}

export const startUp = [
  { name: 'node -e 0', command: ['node', '-e', '0'] },
  { name: 'feedwright --version', command: ['node', CLI, '--version'] },
]
