import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A desk that writes, edits and withdraws articles of one section. Each save has a number of its own, which stands in the
 * title, so that readers can tell what they see.
 *
 * @param isStamped whether the articles state ids and dates; else only a ledger can tell them to another machine
 */
export function createDesk(content, { articles, random, isStamped }) {
  const folder = join(content, 'world')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(content, 'site.yaml'),
    'title: Cluster\nurl: https://cluster.example/\nsince: 2024\nsections: { world: }\nlimit: 500\nschedule: "*/5 * * * *"\n',
  )
  /** By id: the number of the newest save, and whether it withdrew the article. */
  const articlesById = new Map()
  let saves = 0

  function save(number, isWithdrawn) {
    const version = ++saves
    const id = `tag:cluster.example,2024:world/n${number}`
    const now = new Date().toISOString()
    const { date = now } = articlesById.get(id) ?? {}
    const gate = isWithdrawn ? 'withdrawn: true\n' : ''
    const stamps = isStamped ? `id: ${id}\ndate: ${date}\nupdated: ${now}\n` : ''
    const text = `---\ntitle: Save ${version}\n${stamps}${gate}---\n\nSave ${version} of article ${number}. ${'More of it. '.repeat(1 + (number % 30))}\n`
    const beside = join(content, `.${version}.tmp`)
    writeFileSync(beside, text)
    renameSync(beside, join(folder, `n${number}.md`))
    const article = { id, number, version, isWithdrawn, date, at: performance.now() }
    articlesById.set(id, article)
    return article
  }

  for (let number = 0; number < articles; number++) save(number, false)
  return {
    articles: articlesById,
    /** Writes a new article, edits one or withdraws one. */
    act() {
      const dice = random()
      const live = [...articlesById.values()].filter(({ isWithdrawn }) => !isWithdrawn)
      const one = live[Math.floor(random() * live.length)]
      if (one === undefined || dice < 0.2) return save(articlesById.size, false)
      return save(one.number, dice > 0.9)
    },
  }
}
