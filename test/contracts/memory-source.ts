import { hash } from 'node:crypto'
import { fieldsOf } from '../../src/article/front-matter/fields.ts'
import type { ArticleSource } from '../../src/sources/source.ts'
import type { SourceCase } from './source.ts'

/** A source of fields and HTML without any file: what it has are values. */
export function memorySourceCase(): SourceCase {
  const titles = new Map<string, string>()
  let isAway = false
  const load = async (key: string) => {
    const title = titles.get(key)
    if (title === undefined) throw new Error(`There is no article ${key}`)
    const body = { kind: 'html', text: `<p>${title}</p>` } as const
    return { key, kind: 'fields', fields: fieldsOf({ title, section: 'world' }), body } as const
  }
  const source: ArticleSource = {
    async *list(_signal, only) {
      for (const [key, title] of titles)
        if (only?.includes(key) ?? true)
          yield [{ key, revision: hash('sha256', title), load: () => load(key) }]
      if (isAway) throw new Error('the server does not answer')
    },
    load,
    place: (key) => (key === '' ? 'memory' : `memory, article ${key}`),
  }
  return {
    source,
    write: async (name, title) => void titles.set(name, title),
    remove: async (name) => void titles.delete(name),
    async away(away) {
      isAway = away
    },
  }
}
