// A newsroom's archive, made from a seed: the same bytes on any machine.
//   node bench/newsroom/corpus.mjs COUNT DIR
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const SECTIONS = ['world', 'business', 'science', 'culture', 'sport']
const AUTHORS = 40
const TAGS = 200
const FIRST = Date.UTC(2014, 0, 1)
const LAST = Date.UTC(2024, 0, 1)

/** mulberry32: small, fast, and the same everywhere. */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe ga go ha he ka ki la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve wa'.split(
    ' ',
  )

export function wordList(next, size) {
  return Array.from({ length: size }, () =>
    Array.from(
      { length: 1 + Math.floor(next() * 4) },
      () => SYLLABLES[Math.floor(next() * SYLLABLES.length)],
    ).join(''),
  )
}

/** The text of article `index` of `count`: front matter as newsrooms write it, 300 to 900 words of Markdown. */
export function article(index, count, words) {
  const next = random(index + 1)
  const pick = (list) => list[Math.floor(next() * list.length)]
  const sentence = () => {
    const text = Array.from({ length: 6 + Math.floor(next() * 14) }, () => pick(words)).join(' ')
    return `${text[0].toUpperCase()}${text.slice(1)}.`
  }
  const section = SECTIONS[index % SECTIONS.length]
  const date = new Date(FIRST + Math.floor(((index + next()) / count) * (LAST - FIRST)))
  const title = sentence()
    .slice(0, 70)
    .replace(/[.\s]+$/, '')
  const tags = new Set(
    Array.from({ length: 1 + Math.floor(next() * 4) }, () => `topic-${Math.floor(next() ** 2 * TAGS)}`),
  )
  const paragraphs = []
  for (let written = 0, wanted = 300 + Math.floor(next() * 600); written < wanted; ) {
    const text = Array.from({ length: 2 + Math.floor(next() * 4) }, sentence).join(' ')
    written += text.split(' ').length
    const kind = next()
    paragraphs.push(
      kind < 0.05
        ? `## ${sentence().slice(0, 40)}`
        : kind < 0.08
          ? `> ${text}`
          : kind < 0.16
            ? `${text} [${pick(words)}](/${section}/${pick(words)}/) **${pick(words)}**.`
            : text,
    )
  }
  const slug = `story-${String(index).padStart(7, '0')}`
  const month = date.toISOString().slice(0, 7).replace('-', '/')
  return {
    path: `${section}/${month}/${slug}.md`,
    text: `---
title: "${title}"
date: ${date.toISOString().slice(0, 19)}Z
id: "tag:bench.example,2024:${slug}"
author: Writer ${Math.floor(next() * AUTHORS)}
tags: [${[...tags].join(', ')}]
summary: "${sentence()}"
---

${paragraphs.join('\n\n')}
`,
  }
}

export const SITE = `title: The Bench Times
url: https://bench.example/
since: 2024
timeZone: UTC
sections:
${SECTIONS.map((name) => `  ${name}:\n    title: ${name}\n`).join('')}`

/** Writes `count` articles and a site.yaml into `dir`; gives how many bytes of articles there are. */
export function writeCorpus(count, dir) {
  const words = wordList(random(2024), 4000)
  const made = new Set()
  let bytes = 0
  for (let index = 0; index < count; index++) {
    const { path, text } = article(index, count, words)
    const folder = join(dir, path, '..')
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true })
      made.add(folder)
    }
    writeFileSync(join(dir, path), text)
    bytes += text.length
  }
  writeFileSync(join(dir, 'site.yaml'), SITE)
  return bytes
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count, dir] = process.argv.slice(2)
  if (!count || !dir) throw new Error('usage: node bench/newsroom/corpus.mjs COUNT DIR')
  console.log(`${count} articles, ${writeCorpus(Number(count), dir)} bytes in ${dir}`)
}
