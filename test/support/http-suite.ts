import { type IncomingHttpHeaders, request } from 'node:http'
import { expect } from 'vitest'
import { PAGE_CSP } from '../../src/pages/page.ts'

/** A published file as a poller should find it. */
export interface ExpectedDocument {
  /** From the root of the server, e.g. `/world/rss.xml`. */
  readonly path: string
  readonly mediaType: string
  /** Seconds. */
  readonly maxAge: number
  /** IMF-fixdate. */
  readonly lastModified: string
  readonly contents: Readonly<Partial<Record<Coding, Buffer>>> & { readonly identity: Buffer }
}

export type Coding = 'identity' | 'gzip' | 'br'

/** A server that shows a published set, and what it should show. */
export interface ServedSite {
  /** Without a slash at its end. */
  readonly base: string
  readonly documents: readonly [ExpectedDocument, ...ExpectedDocument[]]
  /** Pages by the folder they stand for, e.g. `/world/`. */
  readonly pages: readonly { readonly folder: string; readonly html: Buffer }[]
  /** Codings of {@link ExpectedDocument.contents} this server can send, best first. */
  readonly codings: readonly Coding[]
  /** What no address may give. */
  readonly secret: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** One question and its answer as it came: nothing added, decoded or followed, and the path as it is written. */
export function ask(
  base: string,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<HttpAnswer> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** What a poller needs of any server, by the sentence it proves. Each throws what it found wrong. */
export const probes: Readonly<Record<string, (site: ServedSite) => Promise<void>>> = {
  'sends every document whole, under its media type': async ({ base, documents }) => {
    for (const { path, mediaType, contents } of documents) {
      const { status, headers, body } = await ask(base, path)
      expect([path, status]).toEqual([path, 200])
      expect(mediaTypeOf(headers)).toBe(mediaType)
      const charset = /;\s*charset="?utf-8"?$/i.test(headers['content-type'] ?? '')
      expect([path, charset || mediaType.endsWith('json')]).toEqual([path, true])
      expect(headers['content-encoding']).toBeUndefined()
      expect(body.equals(contents.identity), path).toBe(true)
    }
  },
  'sends the copies made at publication, byte for byte': async ({ base, documents, codings }) => {
    for (const { path, mediaType, contents } of documents) {
      for (const coding of codings) {
        const bytes = contents[coding]
        if (bytes === undefined || coding === 'identity') continue
        const { status, headers, body } = await ask(base, path, accepting(coding))
        expect([path, status, headers['content-encoding']]).toEqual([path, 200, coding])
        expect(mediaTypeOf(headers)).toBe(mediaType)
        expect(body.equals(bytes), `${path} in ${coding}`).toBe(true)
      }
    }
  },
  'sends no coding that was not asked for': async ({ base, documents: [{ path, contents }], codings }) => {
    const offered = (...wanted: Coding[]) => wanted.find((one) => codings.includes(one)) ?? 'identity'
    const table: [accept: string, coding: Coding][] = [
      ['gzip, deflate, br', offered('br', 'gzip')],
      ['gzip, deflate', offered('gzip')],
      ['br;q=0, gzip', offered('gzip')],
      ['br, gzip;q=0', offered('br')],
      ['gzip;q=0, br;q=0', 'identity'],
      ['identity', 'identity'],
      ['deflate, zstd', 'identity'],
      ['', 'identity'],
    ]
    for (const [accept, coding] of table) {
      const { status, headers, body } = await ask(base, path, accepting(accept))
      expect([accept, status, headers['content-encoding'] ?? 'identity']).toEqual([accept, 200, coding])
      expect(contents[coding]?.equals(body), accept).toBe(true)
    }
  },
  'sends the coding that weighs most': async ({ base, documents: [{ path }], codings }) => {
    if (!codings.includes('br')) return
    const { headers } = await ask(base, path, accepting('br;q=0.2, gzip;q=0.8'))
    expect(headers['content-encoding']).toBe('gzip')
  },
  'states the length in every coding': async ({ base, documents: [{ path, contents }], codings }) => {
    for (const coding of codings) {
      const { headers } = await ask(base, path, accepting(coding))
      expect([coding, headers['content-length']]).toEqual([coding, String(contents[coding]?.length)])
    }
  },
  'has a strong tag for each coding': async ({ base, documents: [{ path }], codings }) => {
    const tags = await Promise.all(
      codings.map(async (coding) => tagOf(await ask(base, path, accepting(coding)))),
    )
    for (const tag of tags) expect(tag).toMatch(/^"[\x21\x23-\x7e]+"$/)
    expect(new Set(tags).size).toBe(codings.length)
    expect(tagOf(await ask(base, path))).toBe(tags[codings.indexOf('identity')])
  },
  'tells when the document last changed': async ({ base, documents }) => {
    for (const { path, lastModified } of documents) {
      expect([path, (await ask(base, path)).headers['last-modified']]).toEqual([path, lastModified])
    }
  },
  'answers 304 to the tag it gave, in a list, weak, or any': async ({
    base,
    documents: [{ path }],
    codings,
  }) => {
    for (const coding of codings) {
      const { headers } = accepting(coding)
      const whole = await ask(base, path, { headers })
      const tag = tagOf(whole)
      for (const condition of [tag, `"old", ${tag}`, `W/${tag}`, '*']) {
        const answer = await ask(base, path, { headers: { ...headers, 'If-None-Match': condition } })
        expect([coding, condition, answer.status]).toEqual([coding, condition, 304])
        expect(answer.body.length).toBe(0)
        // RFC 9110 §15.4.5: a 304 repeats these.
        expect(answer.headers.etag).toBe(tag)
        expect(directivesOf(answer)).toEqual(directivesOf(whole))
      }
    }
  },
  'sends the document for a tag it does not know': async ({ base, documents: [{ path }] }) => {
    expect((await ask(base, path, { headers: { 'If-None-Match': '"old"' } })).status).toBe(200)
  },
  'answers 304 when nothing changed since the date it gave, or a later one': async ({ base, documents }) => {
    for (const { path, lastModified } of documents) {
      const since = async (date: string) =>
        (await ask(base, path, { headers: { 'If-Modified-Since': date } })).status
      const shifted = (seconds: number) => new Date(Date.parse(lastModified) + seconds * 1000).toUTCString()
      expect(await since(lastModified)).toBe(304)
      expect(await since(shifted(24 * 60 * 60))).toBe(304)
      expect(await since(shifted(-1))).toBe(200)
      expect(await since('yesterday')).toBe(200)
    }
  },
  'takes an unknown tag for changed, whatever the date says': async ({ base, documents: [document] }) => {
    const headers = { 'If-None-Match': '"old"', 'If-Modified-Since': document.lastModified }
    expect((await ask(base, document.path, { headers })).status).toBe(200)
  },
  'takes the known tag for unchanged, whatever the date says': async ({ base, documents: [{ path }] }) => {
    const tag = tagOf(await ask(base, path))
    const headers = { 'If-None-Match': tag, 'If-Modified-Since': 'Sat, 01 Jan 2000 00:00:00 GMT' }
    expect((await ask(base, path, { headers })).status).toBe(304)
  },
  'answers HEAD as GET, without content': async ({ base, documents: [{ path }], codings }) => {
    const told = ({ status, headers }: HttpAnswer) => {
      const { date: _date, age: _age, connection: _connection, 'cache-control': _cache, ...rest } = headers
      return { status, headers: unhopped(rest) }
    }
    for (const target of [path, '/nothing/rss.xml']) {
      for (const coding of codings) {
        const head = await ask(base, target, { method: 'HEAD', ...accepting(coding) })
        expect(head.body.length).toBe(0)
        const whole = await ask(base, target, accepting(coding))
        expect(told(head)).toEqual(told(whole))
      }
    }
  },
  'varies on Accept-Encoding': async ({ base, documents: [{ path }], codings }) => {
    for (const coding of codings)
      expect(variesOn(await ask(base, path, accepting(coding)))).toContain('accept-encoding')
  },
  'varies on Accept-Encoding in a 304, too': async ({ base, documents: [{ path }] }) => {
    const answer = await ask(base, path, { headers: { 'If-None-Match': tagOf(await ask(base, path)) } })
    expect([answer.status, variesOn(answer)]).toEqual([304, expect.arrayContaining(['accept-encoding'])])
  },
  'says how long an answer may be used': async ({ base, documents }) => {
    for (const { path, maxAge } of documents) {
      const { headers } = await ask(base, path)
      const seconds = (name: string) =>
        Number(new RegExp(`(?:^|, )${name}=(\\d+)`).exec(headers['cache-control'] ?? '')?.[1] ?? Number.NaN)
      expect(seconds('max-age')).toBeLessThanOrEqual(maxAge)
      expect(seconds('stale-while-revalidate')).toBeLessThanOrEqual(seconds('max-age'))
      expect(seconds('stale-if-error')).toBeGreaterThan(maxAge)
    }
  },
  'lets web readers in and guesses at no type': async ({ base, documents: [{ path }] }) => {
    const whole = await ask(base, path)
    const unchanged = await ask(base, path, { headers: { 'If-None-Match': tagOf(whole) } })
    for (const { headers } of [whole, unchanged]) expect(headers['access-control-allow-origin']).toBe('*')
    expect(whole.headers['access-control-expose-headers']?.toLowerCase()).toContain('etag')
    expect(whole.headers['x-content-type-options']).toBe('nosniff')
  },
  'lets web readers ask whether they may poll': async ({ base, documents: [{ path }] }) => {
    const headers = {
      Origin: 'https://reader.example',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'if-none-match',
    }
    const answer = await ask(base, path, { method: 'OPTIONS', headers })
    expect(answer.status).toBe(204)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['access-control-allow-headers']?.toLowerCase()).toContain('if-none-match')
  },
  'refuses other methods with 405 and names those it takes': async ({ base, documents: [{ path }] }) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status, headers, body } = await ask(base, path, { method })
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD, OPTIONS'])
      expect(body.toString()).not.toContain('<')
    }
  },
  'answers 404 as plain text that no one keeps for long': async ({ base }) => {
    for (const path of ['/nothing/rss.xml', '/nothing/', '/world/nothing.json', '/world']) {
      const { status, headers, body } = await ask(base, path)
      if (path === '/world' && status !== 404) continue
      expect([path, status, mediaTypeOf(headers)]).toEqual([path, 404, 'text/plain'])
      expect(headers['cache-control']).toMatch(/^(max-age=60|no-store)$/)
      expect(body.toString()).not.toContain('<')
    }
  },
  'sets no cookie': async ({ base, documents: [{ path }] }) => {
    for (const target of [path, '/', '/nothing']) {
      const { headers } = await ask(base, target, { headers: { Cookie: 'a=b' } })
      expect(headers['set-cookie']).toBeUndefined()
    }
  },
  'ignores query noise': async ({ base, documents: [{ path, contents }] }) => {
    const tag = tagOf(await ask(base, path))
    for (const noise of ['?', '?utm_source=newsletter', '?null', '?a=1&a=2', '?%00', '?/../manifest.json']) {
      const answer = await ask(base, path + noise)
      expect([noise, answer.status, answer.headers.etag]).toEqual([noise, 200, tag])
      expect(answer.body.equals(contents.identity), noise).toBe(true)
    }
  },
  'sends the whole to who asks for a range': async ({ base, documents: [{ path, contents }] }) => {
    const { status, headers, body } = await ask(base, path, { headers: { Range: 'bytes=0-9' } })
    expect([status, headers['accept-ranges'] ?? 'none']).toEqual([200, 'none'])
    expect(body.equals(contents.identity)).toBe(true)
  },
  'shows nothing but the published documents': async ({ base, documents: [{ path }], secret }) => {
    const hidden = [
      ...[
        '/manifest.json',
        '//manifest.json',
        '/./manifest.json',
        '/world/../manifest.json',
        '/manifest%2Ejson',
      ],
      ...[
        '/%6danifest.json',
        '/world/..%2fmanifest.json',
        '/manifest.json/',
        '/manifest.json?x',
        '/MANIFEST.JSON',
      ],
      ...['/.feedwright', '/.feedwright/', '/.feedwright/lock', '/%2efeedwright/lock', '//.feedwright/lock'],
      ...['/../secret', '/..%2fsecret', '/%2e%2e/secret', '/world/../../secret', '/.gitignore'],
      ...[`${path}.gz`, `${path}.br`, `${path}%2Egz`, `${path}/`],
    ]
    for (const target of hidden) {
      const { status, body } = await ask(base, target, accepting('br, gzip'))
      const followed = status === 301 || status === 308
      expect([target, followed || (status >= 400 && status < 500)]).toEqual([target, true])
      expect(body.includes(secret), target).toBe(false)
    }
  },
  'shows pages at their folders, under a policy without scripts': async ({ base, pages }) => {
    for (const { folder, html } of pages) {
      for (const target of [folder, `${folder}index.html`]) {
        const { status, headers, body } = await ask(base, target)
        expect([target, status, headers['content-type']?.toLowerCase()]).toEqual([
          target,
          200,
          'text/html; charset=utf-8',
        ])
        expect(headers['content-security-policy']).toBe(PAGE_CSP)
        expect(body.equals(html), target).toBe(true)
      }
      if (folder === '/') continue
      const { status, headers } = await ask(base, folder.slice(0, -1))
      expect([301, 308]).toContain(status)
      expect(new URL(headers.location ?? '', new URL(folder.slice(0, -1), base)).pathname).toBe(folder)
    }
  },
}

/** Names alone: how long an answer stays fresh depends on the moment. */
const directivesOf = ({ headers }: HttpAnswer) =>
  headers['cache-control']?.split(', ').map((directive) => directive.split('=')[0])
const accepting = (coding: string) => ({ headers: { 'Accept-Encoding': coding } })
const tagOf = ({ headers }: HttpAnswer): string => headers.etag ?? ''
const mediaTypeOf = (headers: IncomingHttpHeaders) => headers['content-type']?.split(';')[0]
const variesOn = ({ headers }: HttpAnswer) => (headers.vary ?? '').toLowerCase().split(/, */)
/** RFC 9110 §9.3.2: HEAD need not repeat what depends on the content being sent. */
const unhopped = ({ 'transfer-encoding': _coding, 'keep-alive': _idle, ...rest }: IncomingHttpHeaders) => rest
