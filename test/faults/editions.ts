import type { Edition } from '../targets/published-files.ts'
import { edition, moment } from '../targets/published-files.ts'

const LATER = moment('2024-02-03T00:00:00Z')

/** Two sets after one another: documents that change, stay, come, go, and lose their copies, of every rank. */
export async function editions(words = 60): Promise<{ readonly before: Edition; readonly after: Edition }> {
  const body = (word: string) => `<feed>${`${word} `.repeat(words)}</feed>`
  const before = await edition([
    { path: 'world/rss.xml', text: body('old') },
    { path: 'world/atom.xml', text: body('same') },
    { path: 'world/archive/1.xml', text: body('archive'), rank: 'archive' },
    { path: 'sport/rss.xml', text: body('sport') },
    { path: 'shrinks.xml', text: body('long') },
  ])
  const after = await edition([
    // As long and as old as before: only its contents tell it from the one before.
    { path: 'world/rss.xml', text: body('new') },
    { path: 'world/atom.xml', text: body('same') },
    { path: 'world/archive/1.xml', text: body('archived'), rank: 'archive', lastModified: LATER },
    { path: 'shrinks.xml', text: 'x', lastModified: LATER },
    { path: 'arts/rss.xml', text: body('arts') },
    { path: 'feeds.opml', text: body('index'), rank: 'index' },
  ])
  return { before, after }
}
