import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContentWatch } from '../../src/schedule/watch.ts'
import { watchContent } from '../../src/schedule/watch.ts'

let outside: string
let folder: string
let watching: ContentWatch
let batches: string[][]
let errors: unknown[]
let wake: () => void

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'feedwright-'))
  folder = join(outside, 'content')
  await mkdir(join(folder, 'world'), { recursive: true })
  await writeFile(join(folder, 'world/a.md'), 'a')
  batches = []
  errors = []
  wake = () => {}
})
afterEach(async () => {
  watching.close()
  await rm(outside, { recursive: true })
})

async function start(recursive = false): Promise<void> {
  watching = watchContent(
    folder,
    (paths) => {
      batches.push([...paths])
      wake()
    },
    { recursive, settleMs: 20, onError: (error) => errors.push(error) },
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

it('does not look behind links', async () => {
  await mkdir(join(outside, 'elsewhere'))
  await symlink(join(outside, 'elsewhere'), at('link'))
  await start()
  await writeFile(join(outside, 'elsewhere/a.md'), 'a')
  await writeFile(at('world/z.md'), 'z')
  expect((await handedOver('world/z.md')).filter((path) => path.startsWith('link'))).toEqual([])
})

it('says so when what it watches goes', async () => {
  await start()
  await rename(folder, join(outside, 'away'))
  await handedOver('content')
  expect(errors).toEqual([expect.objectContaining({ code: 'CONTENT_UNREADABLE' })])
})

it('says so when there is nothing to watch', async () => {
  await rm(folder, { recursive: true })
  await start()
  expect(errors).toEqual([expect.objectContaining({ code: 'ENOENT' })])
})
