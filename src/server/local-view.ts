import type { IncomingMessage } from 'node:http'
import { PAGE_CSP } from '../pages/page.ts'
import type { PublishedFile } from '../targets/target.ts'
import { plainAddress } from './clients.ts'
import type { Answer } from './http-message.ts'
import { requestPath } from './request-path.ts'
import type { ServedFile } from './served-file.ts'
import type { Snapshot } from './snapshot.ts'

/** The set for users on the server's own machine: addresses lead to this server instead of the public site. */
export interface LocalView {
  /** The file as shown at `host`; undefined for a file without such addresses. */
  show(served: ServedFile, paths: ReadonlySet<string>, host: string): Answer | undefined
  /** A picture of the content folder that a page shown here refers to; undefined for any other path. */
  picture(path: string): Promise<Answer> | undefined
}

export interface LocalViewSettings {
  /** Absolute public URL of the set, ending in `/`, and the path below which this server shows it. */
  readonly baseUrl: string
  readonly basePath: string
  /** Absolute URL of the site, whose pictures are in the content folder. */
  readonly siteUrl: string
  /** Bytes and type of a picture below the content folder; undefined if there is none. */
  readPicture(path: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined>
}

/** One machine has few hosts, but a client can send any name. */
const MOST_HOSTS = 8

const LOOPBACK_HOST = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?$/i
/** Headers of proxies, which show that the user is elsewhere, regardless of the host. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'] as const

/** The host under which a user on this machine sees the server; undefined for requests from elsewhere. */
export function localHost({
  headers,
  socket,
}: Pick<IncomingMessage, 'headers' | 'socket'>): string | undefined {
  const host = headers.host
  if (host === undefined || !LOOPBACK_HOST.test(host)) return undefined
  if (FORWARDED.some((name) => headers[name] !== undefined)) return undefined
  const address = plainAddress(socket.remoteAddress ?? '')
  return address === '::1' || address.startsWith('127.') ? host : undefined
}

/**
 * Pages, lists of feeds and pictures for a user on this machine, instead of `answer`; undefined for everything else.
 */
export function answerLocally(
  view: LocalView,
  request: IncomingMessage,
  { status, file }: Answer,
  { files, paths }: Pick<Snapshot, 'files' | 'paths'>,
): Answer | Promise<Answer> | undefined {
  if (request.method !== 'GET' || (status !== 200 && status !== 404)) return undefined
  const host = localHost(request)
  const asked = host === undefined ? undefined : requestPath(request.url ?? '')
  if (host === undefined || asked === undefined || !('path' in asked)) return undefined
  if (status === 404) return view.picture(asked.path)
  const served = file === undefined ? undefined : files.get(asked.path)
  return served === undefined ? undefined : view.show(served, paths, host)
}

/** The view for a set with another public address; undefined if the public address is on this machine. */
export function createLocalView(settings: LocalViewSettings): LocalView | undefined {
  const { baseUrl, basePath, siteUrl, readPicture } = settings
  if (LOOPBACK_HOST.test(new URL(baseUrl).host)) return undefined
  const shown = new WeakMap<ServedFile, Map<string, Answer>>()
  const pictures = new Set<string>()

  function localized(file: PublishedFile, text: string, paths: ReadonlySet<string>, host: string): string {
    const here = `http://${host}${basePath}`
    const pathOf = (rest: string): string => decoded(rest.replace(/[?#].*$/, ''))
    const own = replaced(text, baseUrl, (rest) =>
      paths.has(basePath + pathOf(rest)) ? here + rest : undefined,
    )
    if (file.mediaType !== 'text/html') return own
    return own.replace(/(<img src=")([^"]+)"/g, (whole, start: string, address: string) => {
      if (!address.startsWith(siteUrl)) return whole
      const rest = address.slice(siteUrl.length)
      pictures.add(`/${pathOf(rest)}`)
      return `${start}http://${host}/${rest}"`
    })
  }

  return {
    show(served, paths, host) {
      const { file } = served
      if (file.mediaType !== 'text/html' && file.mediaType !== 'text/x-opml') return undefined
      const known = shown.get(served) ?? new Map<string, Answer>()
      shown.set(served, known)
      const before = known.get(host)
      if (before !== undefined) return before
      const identity = served.representations.find(({ coding }) => coding === 'identity')?.get.body
      if (identity === undefined) return undefined
      const body = Buffer.from(localized(file, new TextDecoder().decode(identity), paths, host))
      const policy = file.mediaType === 'text/html' ? ['Content-Security-Policy', PAGE_CSP] : []
      const answer = localAnswer(`${file.mediaType}; charset=utf-8`, body, file, policy)
      if (known.size >= MOST_HOSTS) known.clear()
      known.set(host, answer)
      return answer
    },
    picture(path) {
      if (!pictures.has(path)) return undefined
      return readPicture(path.slice(1)).then((found) =>
        found === undefined ? NO_PICTURE : localAnswer(found.type, found.bytes, undefined),
      )
    },
  }
}

const NO_PICTURE: Answer = {
  status: 404,
  headers: ['Content-Length', '0', 'Cache-Control', 'no-store'],
  body: new Uint8Array(),
  file: undefined,
}

/** Not cached, because it is only valid for this moment and this machine. */
function localAnswer(
  type: string,
  body: Uint8Array,
  file: PublishedFile | undefined,
  more: readonly string[] = [],
): Answer {
  const headers = [
    ...['Content-Type', type, 'Content-Length', String(body.length), 'Cache-Control', 'no-store'],
    ...['X-Content-Type-Options', 'nosniff'],
    ...more,
  ]
  return { status: 200, headers, body, file }
}

/** `text` with every address that begins with `start` replaced by `to` of its rest, even within other addresses. */
function replaced(text: string, start: string, to: (rest: string) => string | undefined): string {
  const encoded = encodeURIComponent(start)
  return text
    .split(start)
    .map((part, index) => {
      if (index === 0) return part
      const [rest = ''] = /^[^"<>\s&]*/.exec(part) ?? []
      return (to(rest) ?? start + rest) + part.slice(rest.length)
    })
    .join('')
    .split(encoded)
    .map((part, index) => {
      if (index === 0) return part
      const [rest = ''] = /^[^"<>\s&]*/.exec(part) ?? []
      const made = to(decoded(rest))
      return (made === undefined ? encoded + rest : encodeURIComponent(made)) + part.slice(rest.length)
    })
    .join('')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
