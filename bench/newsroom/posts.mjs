// A blog's posts of about 17 KB each, made from a seed: prose with headings, links, lists, code, tables, quotations and pictures.
//   node bench/newsroom/posts.mjs COUNT LIMIT DIR
//   node bench/newsroom/posts.mjs --measure [--rounds=5] [--cache=DIR]
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { random, wordList } from './corpus.mjs'
import { alternate, ratio } from './measure.mjs'
import { PEERS } from './peers.mjs'
import { CLI } from './scenarios.mjs'
import { postsTable } from './table.mjs'

const SECTION = 'notes'
const POSTS = 1000
/** Characters of a post. */
const LENGTH = 17_000
const FIRST = Date.UTC(2014, 0, 1)
const DAY = 86_400_000

/** The text of post `index`: Markdown without HTML, as most blogs are written in. */
function post(index, words) {
  const next = random(index + 7)
  const upTo = (most) => Math.floor(next() * most)
  const pick = (list) => list[upTo(list.length)]
  const some = (least, most, make, joint) =>
    Array.from({ length: least + upTo(most - least + 1) }, make).join(joint)
  const phrase = (least = 2, most = 6) => some(least, most, () => pick(words), ' ')
  const marked = () =>
    pick([
      () => `**${phrase()}**`,
      () => `*${phrase()}*`,
      () => `\`${pick(words)}(${pick(words)})\``,
      () =>
        `[${phrase()}](https://${pick(words)}.example/${pick(words)}/${pick(words)}?q=${upTo(999)}&lang=en)`,
      () => `[${phrase()}](/${SECTION}/${pick(words)}/)`,
      () => `"${phrase()}"`,
    ])()
  const sentence = () => {
    const text = some(1, 3, () => (next() < 0.3 ? marked() : phrase(3, 9)), ', ')
    return `${text[0].toUpperCase()}${text.slice(1)}.`
  }
  const paragraph = () => some(2, 6, sentence, ' ')
  const code = () =>
    `\`\`\`js\n${some(
      4,
      18,
      () =>
        `${'  '.repeat(upTo(3))}const ${pick(words)} = ${pick(words)}.map((${pick(words)}) => ${upTo(99)} < 7 && "${phrase()}") // ${phrase()}`,
      '\n',
    )}\n\`\`\``
  const table = () => {
    const columns = 2 + upTo(4)
    const cells = (make) => `| ${Array.from({ length: columns }, make).join(' | ')} |`
    return [
      cells(() => pick(words)),
      cells(() => pick(['---', ':--', '--:'])),
      ...Array.from({ length: 3 + upTo(8) }, () =>
        cells(() => (next() < 0.2 ? `\`${pick(words)}\`` : phrase(1, 4))),
      ),
    ].join('\n')
  }
  const list = () => {
    const mark = pick(['-', '1.'])
    return some(
      3,
      8,
      () =>
        next() < 0.2
          ? `${mark} ${sentence()}\n${' '.repeat(mark.length + 1)}- ${sentence()}`
          : `${mark} ${sentence()}`,
      '\n',
    )
  }
  const blocks = []
  for (let written = 0; written < LENGTH; written += blocks.at(-1).length + 2) {
    const kind = next()
    if (kind < 0.55) blocks.push(paragraph())
    else if (kind < 0.66) blocks.push(`${pick(['##', '###'])} ${phrase(2, 7)}`)
    else if (kind < 0.78) blocks.push(code())
    else if (kind < 0.88) blocks.push(list())
    else if (kind < 0.93) blocks.push(table())
    else if (kind < 0.97) blocks.push(`> ${paragraph()}`)
    else blocks.push(`![${phrase()}](/pictures/${pick(words)}-${upTo(999)}.png)`)
  }
  const title = phrase(3, 8)
  const date = new Date(FIRST + index * 2.5 * DAY).toISOString().slice(0, 19)
  return `---
title: "${title[0].toUpperCase()}${title.slice(1)} ${index}"
date: ${date}Z
id: "tag:bench.example,2014:post-${index}"
author: Writer ${upTo(5)}
tags: [${[...new Set([pick(words), pick(words)])].join(', ')}]
summary: "${phrase(8, 16)}."
---

${blocks.join('\n\n')}
`
}

/** Where more than the usual fifty items are in the feed, its documents may have any size. */
const site = (limit) => `title: The Bench Notes
url: https://bench.example/
since: 2014
timeZone: UTC
limit: ${limit}
${limit > 50 ? 'maxBytes: 100000000\n' : ''}sections:
  ${SECTION}:
    title: Notes
`

/** Writes `count` posts and a site.yaml with `limit` items in the feed into `dir`; gives how many bytes of posts there are. */
export function writePosts(count, limit, dir) {
  const words = wordList(random(17), 4000)
  const folder = join(dir, SECTION)
  mkdirSync(folder, { recursive: true })
  let bytes = 0
  for (let index = 0; index < count; index++) {
    const text = post(index, words)
    writeFileSync(join(folder, `post-${String(index).padStart(5, '0')}.md`), text)
    bytes += text.length
  }
  writeFileSync(join(dir, 'site.yaml'), site(limit))
  return bytes
}

/** The feed has its newest fifty, or all of them; and how many times the script's time and memory are wanted at most. */
const SIZES = [
  { name: '1,000 posts of 17 KB, the newest 50 in the feed', limit: 50, most: 1.5 },
  { name: '1,000 posts of 17 KB, all in the feed', limit: POSTS, most: 1.2 },
]

/** A cold build beside the script, by what is in the feed. */
export function measurePosts({ cache, rounds }) {
  return Object.fromEntries(
    SIZES.map(({ name, limit, most }) => {
      const content = join(cache, 'corpus', `posts-${POSTS}-${limit}`)
      // The settings are written last.
      if (!existsSync(join(content, 'site.yaml'))) writePosts(POSTS, limit, content)
      const work = join(cache, 'work', `posts-${limit}`)
      const peer = PEERS.find((one) => one.name === 'script')
      const script = peer.setUp({ cache: join(cache, 'peers'), content, work })
      const ours = join(work, 'feedwright')
      const places = ['--content', content, '--out', join(ours, 'out'), '--state', join(ours, 'state')]
      const contenders = [
        { name: 'script', ...script, command: [...script.command, String(limit)] },
        {
          name: 'cold, compressed',
          command: ['node', CLI, 'build', ...places],
          before: () => rmSync(ours, { recursive: true, force: true }),
        },
      ]
      const results = alternate(contenders, rounds, limit === 50)
      const against = { ...ratio(results, 'cold, compressed', 'script'), target: most }
      return [name, { results, ratios: { 'cold, compressed / script': against } }]
    }),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      measure: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      cache: { type: 'string', default: join(import.meta.dirname, '..', '.cache') },
    },
  })
  const [count, limit, dir] = positionals
  if (values.measure)
    console.log(postsTable(measurePosts({ cache: values.cache, rounds: Number(values.rounds) })))
  else if (count === undefined || limit === undefined || dir === undefined)
    throw new Error('usage: node bench/newsroom/posts.mjs COUNT LIMIT DIR')
  else console.log(`${count} posts, ${writePosts(Number(count), Number(limit), dir)} bytes in ${dir}`)
}
