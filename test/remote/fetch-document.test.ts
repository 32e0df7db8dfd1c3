import { createServer as createTcpServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { EnvironmentError } from '../../src/errors.ts'
import { type AskDependencies, systemDependencies } from '../../src/remote/ask.ts'
import { fetchDocument } from '../../src/remote/fetch-document.ts'
import { serveOnLoopback } from '../support/loopback.ts'

/** Every name is on loopback, and 127.0.0.1 counts as public: the guard refuses only what the test names. */
function pretending(privateHosts: Record<string, string> = {}): AskDependencies {
  return {
    resolve: async (host) => [privateHosts[host] ?? '127.0.0.1'],
    isPublic: (address) => address === '127.0.0.1',
  }
}

async function refusal(promise: Promise<unknown>): Promise<EnvironmentError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(EnvironmentError)
  if (!(error instanceof EnvironmentError)) throw error
  expect(error.code).toBe('FETCH_FAILED')
  expect(error.fix).toBeTruthy()
  return error
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('fetchDocument', () => {
  it('gives the bytes, the content type and where they were', async () => {
    const origin = await serveOnLoopback((_request, response) => {
      response.setHeader('content-type', 'application/rss+xml')
      response.end('<rss/>')
    })
    const document = await fetchDocument(`${origin}/feed`)
    expect(text(document.answer.body)).toBe('<rss/>')
    expect(document).toMatchObject({
      answer: {
        url: `${origin}/feed`,
        status: 200,
        headers: { 'content-type': 'application/rss+xml' },
        sentLength: 6,
      },
      redirects: [],
    })
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('unpacks %s', async (encoding, pack) => {
    const origin = await serveOnLoopback((_request, response) => {
      response.setHeader('content-encoding', encoding)
      response.end(pack('<rss/>'))
    })
    expect(text((await fetchDocument(origin)).answer.body)).toBe('<rss/>')
  })

  it.each([
    ['a stated length', { 'content-length': '2000' }, Buffer.alloc(2000)],
    ['a stream without length', {}, Buffer.alloc(2000)],
    ['a bomb', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(5_000_000))],
  ])('refuses %s over the limit', async (_name, headers, body) => {
    const origin = await serveOnLoopback((_request, response) => {
      response.writeHead(200, headers)
      response.write(body)
      response.end()
    })
    const error = await refusal(fetchDocument(origin, { maxBytes: body.length < 2000 ? 100_000 : 1999 }))
    expect(error.message).toContain('larger than')
  })

  it('gives up on a server that sends without end, and on one that sends nothing', async () => {
    for (const listener of [
      () => undefined,
      (_: unknown, response: { write(text: string): void }) => response.write('x'),
    ]) {
      const origin = await serveOnLoopback(listener)
      expect((await refusal(fetchDocument(origin, { timeoutMs: 50 }))).message).toContain('within 50 ms')
    }
  })

  it('gives up on a name that never resolves', async () => {
    const dependencies = { ...systemDependencies, resolve: () => new Promise<string[]>(() => undefined) }
    const error = await refusal(fetchDocument('http://slow.example/', { timeoutMs: 30 }, dependencies))
    expect(error.message).toContain('within 30 ms')
  })

  it('follows redirects and lists them, relative ones too', async () => {
    const origin = await serveOnLoopback(({ url }, response) => {
      if (url === '/feed') return response.end('here')
      response.writeHead(url === '/a' ? 301 : 307, { location: url === '/a' ? 'b' : '/feed' }).end()
    })
    const { answer, redirects } = await fetchDocument(`${origin}/a`)
    expect(answer.url).toBe(`${origin}/feed`)
    expect(redirects).toEqual([
      { status: 301, from: `${origin}/a`, to: `${origin}/b`, isDowngrade: false },
      { status: 307, from: `${origin}/b`, to: `${origin}/feed`, isDowngrade: false },
    ])
  })

  it('stops after five redirects', async () => {
    let asked = 0
    const origin = await serveOnLoopback((_request, response) => {
      asked += 1
      response.writeHead(302, { location: '/' }).end()
    })
    expect((await refusal(fetchDocument(origin))).message).toContain('more than 5 times')
    expect(asked).toBe(6)
  })

  it.each([
    ['file:///etc/passwd', 'only http and https'],
    ['ftp://example.org/', 'only http and https'],
    ['http://user:secret@example.org/', 'user name or password'],
    ['feed.xml', 'not a URL'],
  ])('does not fetch %s, nor go there by a redirect', async (target, words) => {
    expect((await refusal(fetchDocument(target))).message).toContain(words)
    if (!target.includes(':')) return
    const origin = await serveOnLoopback((_request, response) => {
      response.writeHead(302, { location: target }).end()
    })
    const error = await refusal(fetchDocument(origin))
    expect(error.message).toContain(words)
    expect(error.message).not.toContain('secret')
  })

  it('gives answers that are no documents, with the beginning of the page that says why', async () => {
    const origin = await serveOnLoopback((_request, response) => {
      response.writeHead(403, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000, 'x')))
    })
    const { answer } = await fetchDocument(origin, { maxBytes: 10 })
    expect(answer).toMatchObject({ status: 403, statusText: 'Forbidden' })
    const plain = await serveOnLoopback((_request, response) => {
      response.writeHead(503).end(Buffer.alloc(1_000_000, 'x'))
    })
    expect((await fetchDocument(plain)).answer.body).toHaveLength(64 * 1024)
  })

  it('reports a body that is cut and a redirect to nowhere', async () => {
    const origin = await serveOnLoopback(({ url }, response) => {
      if (url === '/cut')
        response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy())
      else response.writeHead(302).end()
    })
    for (const path of ['/cut', '/nowhere']) await refusal(fetchDocument(`${origin}${path}`))
  })

  it.each([
    ['switches to another protocol', 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
    ['sends no HTTP', '\0\u0001hello\r\n\r\n'],
    ['sends nothing', ''],
    ['sends headers without end', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(90_000)}\r\n\r\n`],
    ['contradicts itself', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
  ])('gives up on a server that %s', async (_name, answer) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(answer))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect((await refusal(fetchDocument(`http://127.0.0.1:${port}/`))).message).toContain('cannot be fetched')
    server.close()
  })

  it.each([
    ['CERT_HAS_EXPIRED', 'Renew the certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'intermediate certificates'],
    ['ECONNREFUSED', 'a server runs'],
    ['EPROTO', 'Check the address'],
  ])('says what to do about %s', async (code, advice) => {
    const resolve = () => Promise.reject(Object.assign(new Error('x'), { code }))
    const error = await refusal(fetchDocument('https://example.org/', {}, { ...systemDependencies, resolve }))
    expect(error.fix).toContain(advice)
  })

  it('reads nothing of a redirect’s body, which need not end', async () => {
    const origin = await serveOnLoopback(({ url }, response) => {
      if (url === '/feed') response.end('here')
      else response.writeHead(302, { location: '/feed' }).write('x')
    })
    expect(text((await fetchDocument(origin)).answer.body)).toBe('here')
  })

  it('refuses loopback when only public addresses are wanted', async () => {
    const origin = await serveOnLoopback((_request, response) => response.end('secret'))
    expect((await refusal(fetchDocument(origin, { publicOnly: true }))).message).toContain(
      'not on the public internet',
    )
    expect(text((await fetchDocument(origin)).answer.body)).toBe('secret')
  })

  it('does not let a public host send it into the own network', async () => {
    const origin = await serveOnLoopback((_request, response) => {
      response.writeHead(302, { location: 'http://intranet.example/' }).end()
    })
    const dependencies = pretending({ 'intranet.example': '10.0.0.8' })
    const error = await refusal(fetchDocument(origin, {}, dependencies))
    expect(error.message).toContain('http://intranet.example/ is at 10.0.0.8')
  })

  it('connects to the address that was checked, not to what the name says next', async () => {
    const origin = await serveOnLoopback(({ headers }, response) => response.end(headers.host))
    const resolved: string[] = []
    const dependencies = {
      ...pretending(),
      resolve: async (host: string) => {
        resolved.push(host)
        return resolved.length === 1 ? ['127.0.0.1'] : ['10.0.0.8']
      },
    }
    const document = await fetchDocument(
      origin.replace('127.0.0.1', 'rebinding.example'),
      { publicOnly: true },
      dependencies,
    )
    expect(text(document.answer.body)).toMatch(/^rebinding\.example:/)
    expect(resolved).toEqual(['rebinding.example'])
  })

  it('stops when it is told to', async () => {
    const origin = await serveOnLoopback(() => undefined)
    const signal = AbortSignal.abort(new Error('enough'))
    expect((await refusal(fetchDocument(origin, {}, { ...systemDependencies, signal }))).message).toContain(
      'cannot be fetched',
    )
  })
})
