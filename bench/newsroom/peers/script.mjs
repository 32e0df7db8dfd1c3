// The forty lines that many people write: gray-matter, markdown-it and feed, the newest fifty of each section or as many as are asked for.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Feed } from 'feed'
import matter from 'gray-matter'
import MarkdownIt from 'markdown-it'

const [content, out, limit = '50'] = process.argv.slice(2)
const markdown = new MarkdownIt({ html: true })
const site = 'https://bench.example/'

const sections = new Map()
for (const name of readdirSync(content, { recursive: true })) {
  if (!name.endsWith('.md')) continue
  const { data, content: body } = matter(readFileSync(join(content, name), 'utf8'))
  const section = name.split('/')[0]
  if (!sections.has(section)) sections.set(section, [])
  sections
    .get(section)
    .push({ ...data, body, date: new Date(data.date), link: site + name.replace(/\.md$/, '/') })
}

for (const [section, articles] of sections) {
  const newest = articles.sort((a, b) => b.date - a.date).slice(0, Number(limit))
  const feed = new Feed({
    id: `${site}${section}/`,
    title: section,
    description: section,
    link: `${site}${section}/`,
    copyright: '',
    updated: newest[0].date,
    feedLinks: {
      rss: `${site}${section}/rss.xml`,
      atom: `${site}${section}/atom.xml`,
      json: `${site}${section}/feed.json`,
    },
  })
  for (const { title, id, link, date, summary, author, tags, body } of newest) {
    feed.addItem({
      title,
      id,
      link,
      date,
      published: date,
      description: summary,
      content: markdown.render(body),
      author: [{ name: author }],
      category: tags.map((name) => ({ name })),
    })
  }
  mkdirSync(join(out, section), { recursive: true })
  writeFileSync(join(out, section, 'rss.xml'), feed.rss2())
  writeFileSync(join(out, section, 'atom.xml'), feed.atom1())
  writeFileSync(join(out, section, 'feed.json'), feed.json1())
}
