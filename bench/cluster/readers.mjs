import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const DOCUMENTS = ['world/feed.json', 'world/rss.xml', 'world/atom.xml']

/** The number of the save that each article of a document shows, by id, and what JSON Feed says of its publication. */
function savesIn(path, text, published) {
  const saves = new Map()
  if (path.endsWith('.json'))
    for (const { id, title, date_published: date } of JSON.parse(text).items) {
      saves.set(id, Number(title.split(' ')[1]))
      if (published.has(id) && published.get(id) !== date)
        throw new Error(`${id} was published on ${published.get(id)} and is now on ${date}`)
      published.set(id, date)
    }
  else {
    if (!/<\/(?:rss|feed)>\s*$/.test(text)) throw new Error('it breaks off')
    for (const [, item] of text.matchAll(/<(?:item|entry)>([\s\S]*?)<\/(?:item|entry)>/g)) {
      const [, id] = /<(?:guid|id)[^>]*>([^<]*)</.exec(item) ?? []
      const [, save] = /<title[^>]*>(?:<!\[CDATA\[)?Save (\d+)/.exec(item) ?? []
      saves.set(id, Number(save))
    }
  }
  return saves
}

/**
 * Polls servers as readers do, and notes what no reader must see.
 *
 * @param onServed told of each save once all servers show it in all documents
 */
export function createReaders(servers, desk, onServed) {
  const wrong = new Set()
  const etagsOfBytes = new Map()
  const published = new Map()
  /** By server and document: what it showed last. */
  const shown = new Map()
  const waiting = []
  let polls = 0
  let away = 0
  let isOver = false

  function look(server, path, { etag, coding, text }) {
    const digest = `${path} ${coding} ${createHash('sha256').update(text).digest('hex')}`
    const known = etagsOfBytes.get(digest)
    if (known !== undefined && known !== etag) wrong.add(`${path}: ${etag} and ${known} for the same bytes`)
    etagsOfBytes.set(digest, etag)
    let saves
    try {
      saves = savesIn(path, text, published)
    } catch (error) {
      wrong.add(`${server} ${path}: ${error.message}`)
      return
    }
    const before = shown.get(`${server} ${path}`) ?? new Map()
    for (const [id, save] of saves)
      if ((before.get(id) ?? 0) > save) wrong.add(`${server} ${path}: ${id} went back to save ${save}`)
    shown.set(`${server} ${path}`, saves)
  }

  /** Whether a document shows this save of an article, or a later one. */
  function shows(server, path, { id, version, isWithdrawn }) {
    const save = shown.get(`${server} ${path}`)?.get(id)
    const newest = desk.articles.get(id)
    if (newest.isWithdrawn && newest.version > version) return save === undefined || save >= version
    return isWithdrawn ? save === undefined : save !== undefined && save >= version
  }

  function settle() {
    for (let n = waiting.length - 1; n >= 0; n--) {
      if (!servers.every((server) => DOCUMENTS.every((path) => shows(server, path, waiting[n])))) continue
      const [served] = waiting.splice(n, 1)
      onServed(served)
    }
  }

  async function poll(server, path) {
    let etag
    while (!isOver) {
      const headers = etag === undefined ? {} : { 'if-none-match': etag }
      try {
        const answer = await fetch(new URL(path, server), { headers })
        const text = await answer.text()
        polls++
        if (answer.status === 200) {
          etag = answer.headers.get('etag')
          look(server, path, { etag, coding: answer.headers.get('content-encoding'), text })
          settle()
        } else if (answer.status !== 304) wrong.add(`${server} ${path}: status ${answer.status}`)
      } catch {
        away++
      }
      await sleep(100)
    }
  }
  const polling = servers.flatMap((server) => DOCUMENTS.map((path) => poll(server, path)))

  return {
    wrong,
    waiting,
    saved: (article) => waiting.push(article),
    counts: () => ({ polls, away, revisions: etagsOfBytes.size }),
    /** Articles that readers should see and do not, or see and should not. */
    lost() {
      const missing = []
      for (const article of desk.articles.values())
        for (const server of servers)
          for (const path of DOCUMENTS)
            if (!shows(server, path, article))
              missing.push(`${server} ${path}: save ${article.version} of ${article.id}`)
      return missing
    },
    async stop() {
      isOver = true
      await Promise.all(polling)
    },
  }
}
