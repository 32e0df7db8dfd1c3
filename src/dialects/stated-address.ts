import { isPrivateHost } from '../article/private-host.ts'
import { readConfiguration, siteUrlOf, textAt } from './configuration.ts'
import type { SiteFolder } from './dialect.ts'
import { literalsIn } from './script-literals.ts'

/** Folders that contain files for the root of the site. */
const ROOTS = ['', 'static/', 'public/', 'source/', 'src/', 'content/', 'content/extra/', 'docs/']
/** Keys that state the address of a site, and nothing else. */
const KEYS = [
  'siteUrl',
  'siteURL',
  'SITE_URL',
  'site_url',
  'canonicalUrl',
  'canonicalURL',
  'website_url',
  'base_url',
  'feedRoot',
  'baseUrl',
  'baseURL',
  'BASE_URL',
  'origin',
  'site',
]
/** Files of settings and facts, and scripts that write feeds, in the folders where sites keep them. */
const FACTS =
  /^(?:[\w.-]*(?:config|rss|feed|sitemap)|consts?|constants|metadata|meta|site|site-?metadata|nanoc)\.(?:[cm]?[jt]sx?|json|ya?ml|toml)$/i
/** Other texts of settings, such as `feedRoot = "https://…"`. */
const TEXTS = /^(?:config\.(?:rb|md)|(?:main|site)\.hs)$/i
const FACT_FOLDERS = [
  '',
  'src',
  '_data',
  'src/_data',
  'data',
  'config',
  'lib',
  'src/lib',
  'src/config',
  'scripts',
  'utils',
  'src/utils',
]
/** Hosts of source code, pictures and interfaces, not of sites. */
const OTHERS =
  /(?:^|\.)(?:github|gitlab|bitbucket|codeberg|npmjs|sourcehut|cloudinary|amazonaws|googleapis|imgix|jsdelivr|unpkg)\.(?:com|org|net)$|^(?:api|cdn|images?|img|assets|static|media)\./i

export interface StatedAddress {
  /** Ends in `/`. */
  readonly url: string
  readonly file: string
}

/**
 * The address of a site whose configuration does not state it: from the host name for its server, the site map that
 * its robots.txt names, its other settings, the redirects of its hosting, its `package.json`, or the name of its
 * repository.
 */
export function statedAddress(folder: SiteFolder): StatedAddress | undefined {
  for (const [file, address] of candidates(folder)) {
    const url = siteUrlOf(address)
    if (url === undefined) continue
    const { hostname } = new URL(url)
    if (hostname.includes('.') && !isPrivateHost(hostname) && !OTHERS.test(hostname)) return { url, file }
  }
  return undefined
}

function* candidates(folder: SiteFolder): Iterable<readonly [file: string, address: string | undefined]> {
  for (const root of ROOTS) {
    const host = folder.read(`${root}CNAME`)?.trim().split(/\s+/)[0] ?? ''
    if (/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i.test(host))
      yield [`${root}CNAME`, `https://${host.toLowerCase()}/`]
  }
  for (const root of ROOTS) {
    const file = `${root}robots.txt`
    const map = /^\s*sitemap:\s*(https?:\/\/[^/\s{}]+)\//im.exec(folder.read(file) ?? '')
    yield [file, map?.[1]]
  }
  for (const place of FACT_FOLDERS)
    for (const name of folder.names(place)) {
      const file = place === '' ? name : `${place}/${name}`
      if (TEXTS.test(name)) yield [file, addressIn(folder.read(file) ?? '')]
      if (!FACTS.test(name)) continue
      const text = folder.read(file) ?? ''
      const facts = /[jt]sx?$/i.test(name) ? literalsIn(text) : (readConfiguration(name, text) ?? {})
      for (const key of KEYS) yield [file, textAt(facts, key) ?? textAt(facts, `site.${key}`)]
    }
  yield [NETLIFY, addressIn(folder.read(NETLIFY) ?? '')]
  for (const file of REDIRECTS)
    yield [file, /(https:\/\/[^\s"'/$:]+)\/(?::splat|\$1|:path\*)/.exec(folder.read(file) ?? '')?.[1]]
  for (const name of folder.names(WORKFLOWS)) {
    const host = /^\s*cname:\s*["']?([a-z\d.-]+\.[a-z]{2,})\b/im.exec(
      folder.read(`${WORKFLOWS}/${name}`) ?? '',
    )
    yield [`${WORKFLOWS}/${name}`, host === null ? undefined : `https://${host[1]}`]
  }
  const facts = readConfiguration('package.json', folder.read('package.json') ?? '')
  yield ['package.json', textAt(facts, 'homepage')]
  yield ['package.json', domainNamed(textAt(facts, 'name'))]
  const [, owner = '', name] =
    /^\s*url\s*=\s*\S+[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?\s*$/m.exec(folder.read(REPOSITORY) ?? '') ?? []
  yield [
    REPOSITORY,
    name?.toLowerCase() === `${owner.toLowerCase()}.github.com`
      ? `https://${owner}.github.io`
      : domainNamed(name),
  ]
}

const NETLIFY = 'netlify.toml'
const REDIRECTS = [NETLIFY, ...ROOTS.map((root) => `${root}_redirects`), 'vercel.json']
const WORKFLOWS = '.github/workflows'
const REPOSITORY = '.git/config'

const addressIn = (text: string): string | undefined =>
  KEYS.map((key) => new RegExp(`\\b${key}\\b['"]?\\s*[:=,]\\s*['"](https?:[^'"]+)['"]`).exec(text)?.[1]).find(
    (address) => address !== undefined,
  )

/** A name that is the domain of a site, as those of repositories often are; programs are named `name.js`. */
function domainNamed(name: string | undefined): string | undefined {
  const isDomain =
    /^(?:[a-z\d-]+\.)+(?!(?:[jt]sx?|css|html|json|git|md|jl|py|rb|rs|go|nvim|vim|sh|hs)$)[a-z]{2,}$/i
  return name !== undefined && isDomain.test(name) ? `https://${name.toLowerCase()}` : undefined
}
