import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchFolder } from '../../src/sources/folder-watch.ts'

let outside: string
let folder: string
let watching: ReturnType<typeof watchFolder>
let stopping: AbortController
let batches: string[][]
let errors: unknown[]
let whole: Map<string, { readonly size: number }>
let wake: () => void

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'feedwright-'))
  folder = join(outside, 'content')
  await mkdir(join(folder, 'world'), { recursive: true })
  await writeFile(join(folder, 'world/a.md'), 'a')
  batches = []
  errors = []
  whole = new Map()
  wake = () => {}
})
afterEach(async () => {
  stopping.abort()
  await rm(outside, { recursive: true })
})

async function start(
  recursive = false,
  ours: readonly string[] = [],
  watched: string = folder,
  settleMs = 20,
): Promise<void> {
  stopping = new AbortController()
  watching = watchFolder(
    watched,
    ({ paths, cameWhole }) => {
      for (const [path, facts] of cameWhole) whole.set(path, facts)
      batches.push(paths === 'all' ? ['all'] : [...paths])
      wake()
    },
    {
      signal: stopping.signal,
      recursive,
      settleMs,
      ours,
      onError: (error) => {
        errors.push(error)
        wake()
      },
    },
  )
  await watching.ready
}

/** Waits until every one of `paths` was handed over; the paths handed over till then. */
async function handedOver(...paths: readonly string[]): Promise<string[]> {
  while (!paths.every((path) => batches.flat().includes(path)))
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  return batches.splice(0).flat()
}

const at = (path: string) => join(folder, path)

describe.each([
  ['a watch a folder', false],
  ['a watch for the whole tree', true],
])('with %s', (_name, recursive) => {
  it('hands over a file that was written, one that came and one that went', async () => {
    await start(recursive)
    await writeFile(at('world/a.md'), 'b')
    expect(await handedOver('world/a.md')).toEqual(['world/a.md'])
    await writeFile(at('world/b.md'), 'b')
    expect(await handedOver('world/b.md')).toContain('world/b.md')
    await rm(at('world/a.md'))
    expect(await handedOver('world/a.md')).toContain('world/a.md')
    expect(errors).toEqual([])
  })
})

it('hands over a file saved by renaming a temporary one over it, once', async () => {
  await start()
  await writeFile(at('world/a.md.tmp'), 'b')
  await rename(at('world/a.md.tmp'), at('world/a.md'))
  expect(await handedOver('world/a.md')).toEqual(['world/a.md', 'world/a.md.tmp'])
})

it('hands over a new folder, and then what happens in it', async () => {
  await start()
  await mkdir(at('sport/2026'), { recursive: true })
  await writeFile(at('sport/2026/a.md'), 'a')
  expect(await handedOver('sport')).toContain('sport')
  await writeFile(at('sport/2026/a.md'), 'b')
  expect(await handedOver('sport/2026/a.md')).toEqual(['sport/2026/a.md'])
})

it('follows a folder to its new name', async () => {
  await start()
  await rename(at('world'), at('monde'))
  await handedOver('world', 'monde')
  await writeFile(at('monde/a.md'), 'b')
  expect(await handedOver('monde/a.md')).toEqual(['monde/a.md'])
})

it('hands over a removed folder, and the one made in its place', async () => {
  await start()
  await rm(at('world'), { recursive: true })
  await handedOver('world')
  await mkdir(at('world'))
  await handedOver('world')
  await writeFile(at('world/c.md'), 'c')
  expect(await handedOver('world/c.md')).toContain('world/c.md')
})

it('hands over a thousand files in few turns', async () => {
  await start()
  const paths = Array.from({ length: 1000 }, (_, index) => `world/${index}.md`)
  await Promise.all(paths.map((path) => writeFile(at(path), 'x')))
  let turns = 0
  const seen = new Set<string>()
  while (seen.size < paths.length) {
    turns += batches.length
    for (const path of batches.splice(0).flat()) seen.add(path)
    if (seen.size < paths.length)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  expect(turns).toBeLessThan(50)
})

it('hands over nothing that happens in hidden folders, or in those of the publisher', async () => {
  for (const path of ['.drafts', '.git/refs', 'public/world']) await mkdir(at(path), { recursive: true })
  await start(false, [at('public')])
  await writeFile(at('.drafts/a.md'), 'a')
  await writeFile(at('.git/refs/head'), 'a')
  await writeFile(at('public/world/rss.xml'), 'a')
  await writeFile(at('.hidden.md'), 'a')
  await writeFile(at('world/z.md'), 'z')
  expect(await handedOver('world/z.md')).toEqual(['world/z.md'])
})

it('takes a change for one of everything where there are links, in hidden folders too', async () => {
  await mkdir(at('world/..1'))
  await writeFile(at('world/..1/b.md'), 'old')
  await symlink('..1', at('world/..data'))
  await symlink('..data/b.md', at('world/b.md'))
  await start()
  await mkdir(at('world/..2'))
  await writeFile(at('world/..2/b.md'), 'new')
  await symlink('..2', at('world/..data_tmp'))
  await handedOver('all')
  await rename(at('world/..data_tmp'), at('world/..data'))
  await handedOver('all')
  await writeFile(at('world/..2/b.md'), 'newer')
  await handedOver('all')
})

it('says which files came whole, and not of those that were written in place', async () => {
  await start()
  await writeFile(at('world/b.tmp'), 'whole')
  await rename(at('world/b.tmp'), at('world/b.md'))
  await handedOver('world/b.md')
  expect([...whole.keys()]).toContain('world/b.md')
  expect(whole.get('world/b.md')?.size).toBe(5)
  whole.clear()
  await writeFile(at('world/c.md'), 'in place')
  await handedOver('world/c.md')
  await rename(at('world/c.md'), at('world/d.md'))
  const written = 'moved, and then written to'
  await writeFile(at('world/d.md'), written)
  await handedOver('world/d.md')
  expect(whole.get('world/d.md')?.size).not.toBe(written.length)
})

it('hands over at once what was put in its place by renaming, and waits for what is written', async () => {
  await start(false, [], folder, 600_000)
  await writeFile(at('world/b.tmp'), 'whole')
  await rename(at('world/b.tmp'), at('world/b.md'))
  await handedOver('world/b.md')
  await writeFile(at('world/c.md'), 'in place')
  await writeFile(at('world/d.tmp'), 'whole')
  await rename(at('world/d.tmp'), at('world/d.md'))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(batches).toEqual([])
})

it('follows to the folder that is put in place of the one it watches', async () => {
  await mkdir(join(outside, 'next/world'), { recursive: true })
  await start()
  await rename(folder, join(outside, 'old'))
  await rename(join(outside, 'next'), folder)
  await handedOver('all')
  await writeFile(join(outside, 'old/world/a.md'), 'no one looks here')
  await writeFile(at('world/new.md'), 'new')
  expect((await handedOver('world/new.md')).filter((path) => path.endsWith('a.md'))).toEqual([])
})

it('follows a link to the release that it leads to', async () => {
  const current = join(outside, 'current')
  await mkdir(join(outside, 'next'))
  await symlink('content', current)
  await start(false, [], current)
  await symlink('next', `${current}.new`)
  await rename(`${current}.new`, current)
  await handedOver('all')
  await writeFile(join(outside, 'next/b.md'), 'b')
  await handedOver('b.md')
})

it('says so when what it watches goes, and watches it again when it is back', async () => {
  await start()
  await rename(folder, join(outside, 'away'))
  while (errors.length === 0)
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  expect(errors).toEqual([expect.objectContaining({ code: 'CONTENT_UNREADABLE' })])
  await rename(join(outside, 'away'), folder)
  await handedOver('all')
  await writeFile(at('world/a.md'), 'b')
  await handedOver('world/a.md')
  expect(errors).toHaveLength(1)
})

it('says so when there is nothing to watch', async () => {
  await rm(folder, { recursive: true })
  await start()
  expect(errors).toEqual([expect.objectContaining({ code: 'CONTENT_UNREADABLE' })])
})
