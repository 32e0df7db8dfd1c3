import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLocalMedia } from '../../src/sources/media-files.ts'

let top: string
let content: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'media-'))
  content = join(top, 'content')
  mkdirSync(content)
})
afterEach(() => rmSync(top, { recursive: true }))

const write = (name: string, bytes: Uint8Array) => writeFileSync(join(content, name), bytes)
const lookup = (path: string) => createLocalMedia(content, 'https://example.org/').lookup(path)

const gif = (width: number, height: number) =>
  Buffer.concat([Buffer.from('GIF89a'), Buffer.from([width, 0, height, 0]), Buffer.alloc(30)])

/** A JPEG that carries `notes` bytes of comments before it says how large it is. */
function jpeg(width: number, height: number, notes = 0): Buffer {
  const segments = [Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, 4, 0, 0])]
  for (let left = notes; left > 0; left -= 60_000)
    segments.push(Buffer.from([0xff, 0xfe, 0xea, 0x62]), Buffer.alloc(60_000))
  segments.push(Buffer.from([0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]))
  segments.push(Buffer.alloc(64), Buffer.from([0xff, 0xd9]))
  return Buffer.concat(segments)
}

it.each<[string, Uint8Array, object | undefined]>([
  ['a.gif', gif(30, 20), { type: 'image/gif', length: 40, width: 30, height: 20 }],
  ['liar.png', gif(30, 20), { type: 'image/gif', length: 40, width: 30, height: 20 }],
  ['a.jpg', jpeg(640, 480), { type: 'image/jpeg', width: 640, height: 480 }],
  ['noted.jpg', jpeg(640, 480, 300_000), { type: 'image/jpeg', width: 640, height: 480 }],
  ['torn.jpg', jpeg(640, 480).subarray(0, 9), { type: 'image/jpeg', length: 9 }],
  ['a.mp3', Buffer.from('ID3\x04 and so on'), { type: 'audio/mpeg', length: 14 }],
  ['a.mp4', Buffer.from('\0\0\0\x18ftypisom........'), { type: 'video/mp4' }],
  ['a.pdf', Buffer.from('%PDF-1.7'), { type: 'application/pdf' }],
  ['a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
  ['page.jpg', Buffer.from('<!doctype html>'), undefined],
  ['empty.jpg', Buffer.alloc(0), undefined],
])('tells type, length and dimensions of %s from its bytes', (name, bytes, expected) => {
  write(name, bytes)
  const media = lookup(name)
  if (expected === undefined) expect(media).toBeUndefined()
  else expect(media).toMatchObject({ url: `https://example.org/${name}`, ...expected })
})

it('finds files by any spelling and encodes their names in the URL', () => {
  write('u\u0308 #1.gif', gif(1, 1))
  expect(lookup('\u00fc #1.gif')?.url).toBe('https://example.org/%C3%BC%20%231.gif')
})

it('never leaves the content folder', () => {
  writeFileSync(join(top, 'secret.gif'), gif(1, 1))
  symlinkSync('../secret.gif', join(content, 'link.gif'))
  symlinkSync('..', join(content, 'up'))
  for (const path of ['../secret.gif', 'link.gif', 'up/secret.gif', '/etc/passwd', 'none.gif', '', '.'])
    expect(lookup(path), path).toBeUndefined()
})

it('sees a replaced picture, with the same look-up', () => {
  const { lookup: standing, revision } = createLocalMedia(content, 'https://example.org/')
  const seen = [revision('a.gif')]
  for (const width of [1, 2]) {
    write('a.gif', gif(width, 1))
    expect(standing('a.gif')?.width).toBe(width)
    seen.push(revision('a.gif'))
  }
  expect(seen[0]).toBe('')
  expect(new Set(seen).size).toBe(3)
})
