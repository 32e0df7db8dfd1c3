import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPublisher, type Publisher } from '../../src/app.ts'
import { type BodyStore, createBodyCache, type KeptBody } from '../../src/catalog/bodies.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { revisionOf } from '../../src/sources/revision.ts'

const kept = (contentHtml: string): KeptBody => ({
  body: { contentHtml, excerptHtml: '', summary: '', findings: [] },
  media: [],
})

function memoryStore(): BodyStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    get: (key) => texts.get(key),
    count: () => texts.size,
    clear: () => texts.clear(),
    put: (key, text) => void texts.set(key, text),
    together: (work) => work(),
  }
}

describe('the cache of bodies', () => {
  it('returns the body for the same origin, before and after it is stored', () => {
    const store = memoryStore()
    const cache = createBodyCache(store)
    cache.keep('a', '["1"]', kept('<p>a</p>'))
    expect(cache.get('a', '["1"]')).toEqual(kept('<p>a</p>'))
    cache.flush()
    const later = createBodyCache(store)
    expect(later.get('a', '["1"]')).toEqual(kept('<p>a</p>'))
    expect(later.get('a', '["2"]')).toBeUndefined()
    expect(later.get('b', '["1"]')).toBeUndefined()
  })

  it('is limited per run, and starts over when it is full', () => {
    const store = memoryStore()
    for (const run of ['x', 'y', 'z']) {
      const cache = createBodyCache(store, 5, 2)
      for (let n = 0; n < 4; n++) cache.keep(`${run}${n}`, '[]', kept(''))
      cache.flush()
    }
    expect([...store.texts.keys()]).toEqual(['z0', 'z1'])
  })

  it('stores bodies during the run when there are some megabytes of them', () => {
    const store = memoryStore()
    const cache = createBodyCache(store, 5, 3)
    for (const key of ['a', 'b', 'c', 'd']) cache.keep(key, '[]', kept('x'.repeat(1_500_000)))
    expect([...store.texts.keys()]).toEqual(['a', 'b', 'c'])
    cache.flush()
    cache.keep('d', '[]', kept(''))
    expect(cache.get('d', '[]')).toEqual(kept(''))
  })

  it('does not fail a run if it cannot be written', () => {
    const refuse = () => {
      throw new Error('disk full')
    }
    const cache = createBodyCache({ ...memoryStore(), together: refuse })
    cache.keep('a', '[]', kept(''))
    expect(() => cache.flush()).not.toThrow()
  })
})

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('a run that finds one article of a feed changed', () => {
  let folder = ''
  let publisher: Publisher
  const content = (path: string) => join(folder, 'content', path)
  const article = (name: string, text: string) =>
    writeFileSync(content(`world/${name}.md`), `---\ntitle: ${name}\ndate: 2024-02-02\n---\n\n${text}\n`)
  const feed = () => readFileSync(join(folder, 'out', 'world', 'feed.json'), 'utf8')
  const open = async () => {
    publisher = await createPublisher({
      cwd: folder,
      compress: false,
      reporter: quietReporter,
      now: () => Date.UTC(2024, 5, 1),
    })
  }
  /** A file that was written a moment ago could change once more and look the same, so it is read twice. */
  const atRest = (path: string) =>
    vi.waitFor(() => expect(revisionOf(statSync(content(path)), Date.now())).not.toContain('~'))
  /** Keys of the articles that were read for their body, in a process of its own. */
  const readInRun = async () => {
    await publisher.close()
    await open()
    const load = vi.spyOn(publisher.source, 'load')
    const { findings } = await publisher.run()
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    return load.mock.calls.map(([key]) => key)
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bodies-'))
    mkdirSync(content('world'), { recursive: true })
    writeFileSync(
      content('site.yaml'),
      'title: T\nurl: https://example.org/\nsince: 2024\nsections: { world: }\n',
    )
    article('a', 'One.')
    article('b', 'Two ![a picture](b.png).')
    article('c', 'Three.')
    for (const name of ['a', 'b', 'c']) await atRest(`world/${name}.md`)
    await open()
    await publisher.run()
  })
  afterEach(async () => {
    await publisher.close()
    rmSync(folder, { recursive: true })
  })

  it('reads only that article', async () => {
    article('a', 'Another one.')
    expect(await readInRun()).toEqual(['world/a.md'])
    expect(feed()).toContain('Another one.')
    expect(feed()).toContain('Three.')
  })

  it('renders an article again if its picture appeared or disappeared', async () => {
    article('a', 'Another one.')
    writeFileSync(content('world/b.png'), PNG)
    await atRest('world/b.png')
    expect(await readInRun()).toEqual(['world/a.md', 'world/b.md'])
    article('a', 'And another one.')
    expect(await readInRun()).toEqual(['world/a.md'])
    rmSync(content('world/b.png'))
    article('a', 'The last one.')
    expect(await readInRun()).toEqual(['world/a.md', 'world/b.md'])
  })

  it('reads everything again if the settings changed', async () => {
    writeFileSync(
      content('site.yaml'),
      'title: U\nurl: https://example.org/\nsince: 2024\nsections: { world: }\n',
    )
    expect(await readInRun()).toEqual(['world/a.md', 'world/b.md', 'world/c.md'])
  })
})
