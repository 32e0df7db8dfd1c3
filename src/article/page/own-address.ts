import { isExampleHost, isPrivateHost } from '../private-host.ts'
import { absoluteUrl, hostOf, parseUrl } from '../url.ts'
import type { PageMeta } from './meta.ts'

/** The address of the page, both actual and as stated. */
export class OwnAddress {
  readonly base: string
  /** The address that the page states, if any. */
  readonly stated: string | undefined
  readonly #address: string
  readonly #paths: readonly string[]

  constructor(address: string, { canonical, base, claims }: PageMeta) {
    this.base = absoluteUrl(base ?? '', address) ?? address
    this.#address = address
    this.stated = [canonical, claims.url].flatMap((url) => this.#public(url) ?? [])[0]
    this.#paths = [...new Set([pathOf(address), pathOf(this.stated ?? address)])]
  }

  /** The stated address of the page, or else that of its article, `claimed`. */
  of(claimed: string | undefined): string | undefined {
    return this.stated ?? this.#public(claimed)
  }

  /**
   * The public form of an address: a page built as a preview may name a local machine, and some themes name the home
   * page on each page.
   */
  #public(url: string | undefined): string | undefined {
    const absolute = url === undefined ? undefined : absoluteUrl(url, this.base)
    if (absolute === undefined || (pathOf(absolute) === '/' && pathOf(this.#address) !== '/'))
      return undefined
    const host = hostOf(absolute)
    return (isPrivateHost(host) || isExampleHost(host)) && host !== hostOf(this.#address)
      ? undefined
      : absolute
  }

  /** Whether the page is that of a tag, category or author, or a further page of a list, by its path. */
  get isOfTerm(): boolean {
    return TERM_PAGE.test(pathOf(this.#address))
  }

  get isElsewhere(): boolean {
    return this.stated !== undefined && !pathOf(this.stated).endsWith(pathOf(this.#address))
  }

  /** Whether `url`, as the page writes it, refers to the page itself; a site may be below the root of its host. */
  isOwn(url: string): boolean {
    const absolute = absoluteUrl(url, this.base)
    if (absolute === undefined) return false
    const path = pathOf(absolute)
    return this.#paths.some((own) => path === own || (own !== '/' && path.endsWith(own)))
  }
}

const TERM_PAGE =
  /\/(?:(?:tags?\/[^/]+(?:\/[^/]+)?|categor(?:y|ies)\/[^/]+|authors?\/[^/]+)(?:\/page\/\d+)?|page\/\d+)$/i

/** `/a`, `/a/`, `/a.html` and `/a/index.html` are the same page, as are `/%2B` and `/+`. */
export function pathOf(url: string): string {
  const path = parseUrl(url)?.pathname ?? url
  const bare = path.replace(/(?:\/index)?(?:\.html?)?$/i, '').replace(/\/+$/, '') || '/'
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
