import { isIP } from 'node:net'
import { z } from 'zod'
import { dateIn } from '../article/dates.ts'
import { isPermanentId } from '../article/ids.ts'
import { canonicalLanguage, languageNamed } from '../article/language.ts'
import { plainLine } from '../article/text.ts'
import { isTimeZone } from '../article/time-zone.ts'
import { isEmailAddress } from '../article/url.ts'
import {
  channelKindAt,
  channelKinds,
  leaseKindAt,
  leaseKinds,
  ledgerKindAt,
  ledgerKinds,
} from '../coordination/index.ts'
import { cronMistake, minutesBetweenRuns } from './cadence.ts'
import { feedAddress, feedPath, isAddress } from './feed-path.ts'

/**
 * A text that `read` accepts and may normalize. `expected` completes the sentence "expected …" in the finding for
 * invalid texts; `read` may return a more specific description instead.
 */
function textThat(expected: string, read: (text: string) => string | { readonly mistake?: string }) {
  return z.string().transform((text, context) => {
    const value = read(text.trim())
    if (typeof value === 'string') return value
    const message = value.mistake === undefined ? expected : `${expected} (${value.mistake})`
    context.addIssue({ code: 'custom', message, input: text })
    return z.NEVER
  })
}

function httpUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const web = (url?.protocol === 'http:' || url?.protocol === 'https:') && /^https?:\/\//i.test(text)
  return web && url?.username === '' && url.password === '' ? url : undefined
}

/** A nonempty line of plain text. */
export const words = textThat('a text that is not empty', (text) => plainLine(text) || {})

/** Permanent id of a feed. */
export const permanentId = textThat('an absolute IRI such as tag:example.org,2024:feed/world', (text) =>
  isPermanentId(text) ? text : {},
)

/** Absolute http(s) URL of a folder: ends in `/`. */
export const baseUrl = textThat(
  'an absolute http or https address such as https://example.org/, without user name, query or fragment',
  (text) => {
    const url = httpUrl(text)
    if (url === undefined || url.search !== '' || url.hash !== '') return {}
    return url.href.endsWith('/') ? url.href : `${url.href}/`
  },
)

/** Absolute http(s) URL. */
export const webAddress = textThat(
  'an absolute http or https address such as https://hub.example.org/',
  (text) => httpUrl(text)?.href ?? {},
)

/** Absolute http(s) URL, or a path from the site's home page. */
export const addressOrPath = textThat(
  'an absolute http or https address, or a path on the site such as /images/logo.png',
  (text) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return httpUrl(text)?.href ?? {}
    return text === '' || text.startsWith('//') || text.includes('\\') ? {} : text
  },
)

/** A date that articles can have. */
export const writtenDate = textThat('a date such as 2024-02-03T10:00:00Z', (text) =>
  dateIn(text, 'UTC') === undefined ? {} : text,
)

/** BCP 47 language tag in canonical form. */
export const languageTag = textThat('a language tag (BCP 47) such as en, en-GB or pt-BR', (text) => {
  const tag = canonicalLanguage(text)
  const meant = tag === undefined ? languageNamed(text) : undefined
  return tag ?? (meant === undefined ? {} : { mistake: `${text} is written ${meant}` })
})

/** IANA time zone name. Offsets such as `+01:00` are rejected, because they have no daylight saving time. */
export const timeZoneName = textThat('a time zone of the IANA list such as Europe/Berlin or UTC', (text) =>
  isTimeZone(text) ? text : {},
)

/** Cron expression that node-cron supports, and what a run needs to know of it without loading node-cron. */
export const schedule = textThat('a cron expression such as */15 * * * *', (text) => {
  const mistake = cronMistake(text)
  return mistake === undefined ? text : { mistake }
}).transform((cron) => ({ cron, minutesBetweenRuns: minutesBetweenRuns(cron) }))

/** RFC 4151 tagging entity: an authority and a date on which it held the name. */
export const tagEntity = textThat('a tagging entity (RFC 4151) such as example.org,2024', (text) => {
  const [, date = ''] = /^[a-z0-9.-]+(?:@[a-z0-9.-]+)?,(.+)$/.exec(text) ?? []
  return isTagDate(date) ? text : {}
})

/** Year, month or day of a tag URI. A year may be a number, because YAML parses it as one. */
export const tagDate = z
  .union([z.int().check(z.gte(1000), z.lte(9999)), z.string()], {
    error: 'a year or a date such as 2024 or 2024-03-01',
  })
  .transform((value, context) => {
    const text = String(value).trim()
    if (isTagDate(text)) return text
    context.addIssue({
      code: 'custom',
      message: 'a year or a date such as 2024 or 2024-03-01',
      input: value,
    })
    return z.NEVER
  })

function isTagDate(text: string): boolean {
  const [, year, month = '01', day = '01'] =
    /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(text) ?? []
  const whole = `${year}-${month}-${day}T00:00:00.000Z`
  const ms = year === undefined ? Number.NaN : Date.parse(whole)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === whole
}

const PLACEHOLDERS = /\{(?:section|slug|path|name|year|month|day)\}/g

/** Path pattern of article addresses. */
export const permalinkPattern = textThat(
  'a path such as /{section}/{slug}/ that begins with / and has {slug}, {name} or {path}; {section}, {year}, {month} and {day} are optional',
  (text) => {
    const rest = text.replace(PLACEHOLDERS, 'x')
    return /^\/(?!\/)[^\s\\{}?#]*$/.test(rest) && /\{(?:slug|name|path)\}/.test(text) ? text : {}
  },
)

/** Folder of a feed's documents in the published set. */
export const feedFolder = textThat('a folder such as world or news/europe', folderIn)

/** Folder of a feed's documents, or the address of its first one, which begins with `/`. */
export const feedPlace = textThat(
  'a folder such as world or news/europe, or the address of the feed such as /feed.xml or /feed/',
  (text) => (isAddress(text) ? addressIn(text) : folderIn(text)),
)

/** Address of one document of a feed. */
export const documentAddress = textThat('an address such as /feed.xml or /feed/', addressIn)

function folderIn(text: string): string | { readonly mistake: string } {
  const read = feedPath(text)
  return 'path' in read ? read.path : read
}

function addressIn(text: string): string | { readonly mistake: string } {
  const read = feedAddress(text)
  return 'address' in read ? read.address : read
}

/** Folder in the set for pages, ending in `/`; empty for the set itself, which is written as `/`. */
export const pagesPath = textThat('true, false, / or a folder such as feeds', (text) => {
  if (text === '/') return ''
  const folder = folderIn(text)
  return typeof folder === 'string' ? `${folder}/` : folder
})

/** Path on the server, from its root. */
export const serverPath = textThat('a path that begins with / such as /world/feed.xml', (text) =>
  /^\/(?!\/)[^\s\\?#]*$/.test(text) ? text : {},
)

/** Target of a redirect. */
export const redirectTarget = textThat(
  'a path that begins with / or an absolute http or https address',
  (text) => (/^\/(?!\/)[^\s\\]*$/.test(text) ? text : (httpUrl(text)?.href ?? {})),
)

/** Address of a request, with a placeholder for the affected address. */
export const requestTemplate = textThat(
  'an http or https address with {url}, {path} or {key} in it, such as http://10.0.0.6/purge{path}',
  (text) =>
    /^https?:\/\/[^/?#{]+[/?{]/i.test(text) &&
    /\{(?:url|path|key)\}/.test(text) &&
    httpUrl(text.replace(/\{\w+\}/g, 'x')) !== undefined
      ? text
      : {},
)

/** Address of a store for leases. */
export const leaseAddress = textThat(
  `an address such as ${leaseKinds.map(({ example }) => example).join(' or ')}, without password (FEEDWRIGHT_LEASE_URL in the environment may have one)`,
  (text) => (leaseKindAt(text) !== undefined && new URL(text).password === '' ? text : {}),
)

export const ledgerAddress = textThat(
  `an address such as ${ledgerKinds.map(({ example }) => example).join(' or ')}, without password (FEEDWRIGHT_LEDGER_URL in the environment may have one)`,
  (text) => (ledgerKindAt(text) !== undefined && passwordIn(text) === '' ? text : {}),
)

/** Address of messages about commits. */
export const channelAddress = textThat(
  `an address such as ${channelKinds.map(({ example }) => example).join(' or ')}, without password (FEEDWRIGHT_NOTIFY_URL in the environment may have one)`,
  (text) => (channelKindAt(text) !== undefined && passwordIn(text) === '' ? text : {}),
)

const passwordIn = (address: string): string => (URL.canParse(address) ? new URL(address).password : '')

/** A trusted address or network, such as a proxy. */
export const addressOrNetwork = textThat(
  'an IP address such as 127.0.0.1 or a network such as 10.0.0.0/8',
  (text) => {
    const [address = '', bits, ...more] = text.split('/')
    const family = isIP(address)
    const isNetwork =
      bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
    return family !== 0 && isNetwork && more.length === 0 ? text : {}
  },
)

/** Path prefix of the server: begins and ends with `/`. */
export const basePath = textThat('a path that begins with / such as /feeds/', (text) =>
  /^\/(?!\/)[^\s\\?#]*$/.test(text) ? text.replace(/\/*$/, '/') : {},
)

const mailAddress = textThat('an email address such as desk@example.org', (text) =>
  isEmailAddress(text) ? text : {},
)

/** A person or desk: a name, `Name <mail>`, or a map with more fields. */
export const author = z.union([
  words.transform((text) => {
    const [, name = text, email = ''] = /^(.+?) ?<([^<>]+)>$/.exec(text) ?? []
    return isEmailAddress(email) ? { name, email } : { name: text }
  }),
  z.strictObject({
    name: words.meta({ description: 'Name of the person or newsroom.' }),
    email: mailAddress.optional().meta({ description: 'Email address. It is published.' }),
    url: webAddress.optional().meta({ description: 'Web page about the author.' }),
  }),
])
