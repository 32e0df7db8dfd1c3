import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const SECTIONS = ['world', 'sport', 'arts', 'business']

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * A newsroom that works on its files without a pause, in all the ways in which programs save. It knows which articles there
 * are, and since when each of them has been there or away.
 */
export function createNewsroom(dir, { articles, random, elapsed }) {
  const content = join(dir, 'content')
  /** By id: where the article lies, how often it was edited, and when it last came or went. */
  const known = new Map()
  let made = 0
  let written = 0

  const pick = (list) => list[Math.floor(random() * list.length)]
  const present = () => [...known.values()].filter(({ path }) => path !== undefined)
  const file = (path) => join(content, path)
  const day = (number) => new Date(Date.UTC(2024, 0, 1) + number * 3_600_000).toISOString()
  const textOf = ({ id, number, edits, section }) =>
    `---\nid: ${id}\ntitle: Article ${number}\ndate: ${day(number)}\nupdated: ${day(number + edits)}\nsection: ${section}\nurl: https://soak.example/${section}/${number}/\n---\n\n` +
    `Edit ${edits} of article ${number}. ${'It says a little more. '.repeat(1 + (number % 40))}\n`

  function whole(path, text) {
    mkdirSync(dirname(file(path)), { recursive: true })
    const beside = `${file(path)}.${written++}.tmp`
    writeFileSync(beside, text)
    renameSync(beside, file(path))
  }

  function write(article) {
    const section = pick(SECTIONS)
    const number = made++
    const id = `tag:soak.example,2024:${number}`
    const made_ = article ?? { id, number, edits: 0, section, path: undefined, since: 0 }
    made_.path ??= `${made_.section}/${pick(['', '2024/', '2024/05/', 'desk/'])}n${made_.number}.md`
    made_.since = elapsed()
    known.set(made_.id, made_)
    whole(made_.path, textOf(made_))
  }

  const edited = (article) => {
    article.edits++
    return textOf(article)
  }

  const acts = [
    [40, 'renames a new text over the old', (article) => whole(article.path, edited(article))],
    [15, 'writes in place', (article) => writeFileSync(file(article.path), edited(article))],
    [
      10,
      'writes in place and in pieces',
      (article) => {
        const text = edited(article)
        writeFileSync(file(article.path), text.slice(0, text.length / 2))
        return [200, () => article.path && writeFileSync(file(article.path), text)]
      },
    ],
    [
      10,
      'deletes and writes again',
      (article) => {
        const text = edited(article)
        unlinkSync(file(article.path))
        return [300, () => article.path && whole(article.path, text)]
      },
    ],
    [
      8,
      'moves',
      (article) => {
        const path = `${article.section}/${pick(['moved/', 'moved/again/', '2024/'])}n${article.number}.md`
        mkdirSync(dirname(file(path)), { recursive: true })
        renameSync(file(article.path), file(path))
        article.path = path
      },
    ],
    [5, 'writes a new one', () => write()],
    [
      2,
      'deletes for good',
      (article) => {
        unlinkSync(file(article.path))
        article.path = undefined
        article.since = elapsed()
      },
    ],
    [2, 'brings one back', () => write(pick([...known.values()].filter(({ path }) => path === undefined)))],
    [5, 'touches', (article) => utimesSync(file(article.path), new Date(), new Date())],
    [
      3,
      'leaves something beside it',
      () => {
        const beside = file(`${pick(SECTIONS)}/.n${written++}.md.swp`)
        writeFileSync(beside, 'x')
        return [100, () => rmSync(beside, { force: true })]
      },
    ],
  ]
  const sum = acts.reduce((all, [weight]) => all + weight, 0)
  /** Articles that an act is still at work on. */
  const busy = new Set()

  writeSite()
  for (let count = 0; count < articles; count++) write()

  function writeSite() {
    mkdirSync(content, { recursive: true })
    writeFileSync(
      file('site.yaml'),
      `title: Soak\nurl: https://soak.example/\nsince: 2024\nschedule: "*/2 * * * *"\nmaxLateItems: 100000\nsections: { ${SECTIONS.map((name) => `${name}: `).join(', ')} }\nserve: { rateLimit: false }\n`,
    )
  }

  return {
    known,
    feeds: SECTIONS,
    /** One act; resolves when it is over. */
    async act() {
      let at = random() * sum
      const [, , perform] = acts.find(([weight]) => {
        at -= weight
        return at < 0
      })
      const article = pick(present().filter(({ id }) => !busy.has(id)))
      if (article === undefined) return
      busy.add(article.id)
      try {
        const [ms, finish] = perform(article) ?? []
        if (finish === undefined) return
        await new Promise((resolve) => setTimeout(resolve, ms))
        finish()
      } finally {
        busy.delete(article.id)
      }
    },
    isIdle: () => busy.size === 0,
    /** Everything is copied, and the copy is put in place of the original, as a deploy does it. */
    checkout() {
      cpSync(content, join(dir, 'next'), { recursive: true })
      renameSync(content, join(dir, 'old'))
      renameSync(join(dir, 'next'), content)
      rmSync(join(dir, 'old'), { recursive: true })
    },
    /** A folder goes and comes back file by file, as with a sync program. */
    resync() {
      const folder = file(pick(SECTIONS))
      const away = join(dir, 'away')
      if (!existsSync(folder)) return
      renameSync(folder, away)
      for (const name of readdirSync(away)) cpSync(join(away, name), join(folder, name), { recursive: true })
      rmSync(away, { recursive: true })
    },
  }
}
