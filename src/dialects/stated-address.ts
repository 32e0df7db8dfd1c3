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
  'baseUrl',
  'baseURL',
  'BASE_URL',
  'origin',
  'site',
]
/** Files of settings and facts, and scripts that write feeds, in the folders where sites keep them. */
const FACTS =
  /^(?:[\w.-]*(?:config|rss|feed|sitemap)|consts?|constants|metadata|meta|site|site-?metadata)\.(?:[cm]?[jt]s|json|ya?ml)$/i
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
/** Hosts of the source code of sites, not of the sites themselves. */
const FORGES = /(?:^|\.)(?:github|gitlab|bitbucket|codeberg|npmjs|sourcehut)\.(?:com|org)$/i

export interface StatedAddress {
  /** Ends in `/`. */
  readonly url: string
  readonly file: string
}

/**
 * The address of a site whose configuration does not state it: from the host name for its server, the site map that
 * its robots.txt names, its other settings, or its `package.json`.
 */
export function statedAddress(folder: SiteFolder): StatedAddress | undefined {
  for (const [file, address] of candidates(folder)) {
    const url = siteUrlOf(address)
    if (url === undefined) continue
    const { hostname } = new URL(url)
    if (hostname.includes('.') && !isPrivateHost(hostname) && !FORGES.test(hostname)) return { url, file }
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
      if (!FACTS.test(name)) continue
      const file = place === '' ? name : `${place}/${name}`
      const text = folder.read(file) ?? ''
      const facts = /[jt]s$/i.test(name) ? literalsIn(text) : (readConfiguration(name, text) ?? {})
      for (const key of KEYS) yield [file, textAt(facts, key) ?? textAt(facts, `site.${key}`)]
    }
  yield [
    'package.json',
    textAt(readConfiguration('package.json', folder.read('package.json') ?? ''), 'homepage'),
  ]
}
