import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createLocalView, type LocalViewSettings, localHost } from '../../src/server/local-view.ts'
import { serveFile } from '../../src/server/served-file.ts'
import { publishedFile } from './sample.ts'

const settings: LocalViewSettings = {
  baseUrl: 'https://courier.example/feeds/',
  basePath: '/',
  siteUrl: 'https://courier.example/',
  readPicture: async (path) =>
    path === 'world/port 1.jpg' ? { bytes: Buffer.from('jpeg'), type: 'image/jpeg' } : undefined,
}
const paths = new Set(['/world/rss.xml', '/world/', '/feeds.css'])
const served = (text: string, mediaType = 'text/html') =>
  serveFile(
    publishedFile('world/index.html', text, { mediaType, rank: 'index', encodings: [] }),
    { identity: Buffer.from(text) },
    [],
    { maxAge: 60, staleIfError: 60, cacheKeys: [], link: '' },
  )
const view = () => {
  const made = createLocalView(settings)
  if (made === undefined) throw new Error('there is no local view')
  return made
}
const shownText = (text: string, mediaType?: string) =>
  String(view().show(served(text, mediaType), paths, 'localhost:8080')?.body)

describe('the view of a person at this machine', () => {
  it.each([
    [
      '<code>https://courier.example/feeds/world/rss.xml</code>',
      '<code>http://localhost:8080/world/rss.xml</code>',
    ],
    [
      '<a href="feed:https://courier.example/feeds/world/rss.xml">',
      '<a href="feed:http://localhost:8080/world/rss.xml">',
    ],
    [
      '<a href="https://reader.example/?url=https%3A%2F%2Fcourier.example%2Ffeeds%2Fworld%2Frss.xml">',
      '<a href="https://reader.example/?url=http%3A%2F%2Flocalhost%3A8080%2Fworld%2Frss.xml">',
    ],
    [
      '<img src="https://courier.example/world/port%201.jpg" alt="">',
      '<img src="http://localhost:8080/world/port%201.jpg" alt="">',
    ],
    // What is not published here stays where it is.
    [
      '<a href="https://courier.example/world/strikes/">',
      '<a href="https://courier.example/world/strikes/">',
    ],
    ['<a href="https://courier.example/feeds/old.xml">', '<a href="https://courier.example/feeds/old.xml">'],
    ['<img src="https://pictures.example/a.jpg">', '<img src="https://pictures.example/a.jpg">'],
  ])('of %s is %s', (text, expected) => {
    expect(shownText(text)).toBe(expected)
  })

  it('has the served address in lists of feeds, and is kept by no cache', () => {
    const list = '<outline xmlUrl="https://courier.example/feeds/world/rss.xml"/>'
    expect(shownText(list, 'text/x-opml')).toBe('<outline xmlUrl="http://localhost:8080/world/rss.xml"/>')
    expect(view().show(served(list, 'application/rss+xml'), paths, 'localhost')).toBeUndefined()
    expect(view().show(served('x'), paths, 'localhost')?.headers.join()).toContain('Cache-Control,no-store')
  })

  it('has the pictures that a page names, and no other file', async () => {
    const local = view()
    expect(local.picture('/world/port 1.jpg')).toBeUndefined()
    local.show(served('<img src="https://courier.example/world/port%201.jpg">'), paths, 'localhost')
    expect(String((await local.picture('/world/port 1.jpg'))?.body)).toBe('jpeg')
    expect(local.picture('/world/secret.md')).toBeUndefined()
  })

  it('is none where the public address is this machine', () => {
    expect(createLocalView({ ...settings, baseUrl: 'http://localhost:8080/' })).toBeUndefined()
  })
})

describe('localHost', () => {
  const from = (headers: IncomingHttpHeaders, remoteAddress = '127.0.0.1') =>
    localHost({ headers, socket: Object.assign(Object.create(null), { remoteAddress }) })

  it.each([
    [{ host: 'localhost:8080' }, '127.0.0.1', 'localhost:8080'],
    [{ host: '127.0.0.1' }, '::ffff:127.0.0.1', '127.0.0.1'],
    [{ host: '[::1]:80' }, '::1', '[::1]:80'],
    [{ host: 'courier.example' }, '127.0.0.1', undefined],
    [{ host: 'localhost.courier.example' }, '127.0.0.1', undefined],
    [{ host: 'localhost:8080' }, '192.0.2.1', undefined],
    [{ host: 'localhost:8080', 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1', undefined],
    [{ host: 'localhost:8080', via: '1.1 proxy' }, '127.0.0.1', undefined],
    [{}, '127.0.0.1', undefined],
  ])('of %j from %s is %s', (headers, address, expected) => {
    expect(from(headers, address)).toBe(expected)
  })
})
