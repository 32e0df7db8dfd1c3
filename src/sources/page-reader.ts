import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalMedia } from './media-files.ts'
import { pageAddress, pagePathOf } from './page-path.ts'
import type { FileReader, ReaderOfPages } from './source.ts'

/** Reads the pages of a generated site. */
export function createPageReader({ root, siteUrl, selectors }: ReaderOfPages): FileReader {
  const base = pagePathOf(new URL(siteUrl).pathname)
  const hasPage = (url: string): boolean => {
    const path = pathBelow(base, pagePathOf(URL.canParse(url) ? new URL(url).pathname : ''))
    return [`${path}.html`, `${path}/index.html`, `${path}.htm`].some((file) => existsSync(join(root, file)))
  }
  return {
    raw: (key, bytes) => ({
      key,
      kind: 'page',
      address: pageAddress(key, siteUrl),
      bytes,
      ...(selectors !== undefined && { selectors }),
      hasPage,
      hasTwin: () => {
        const twin = /\/index\.html?$/i.test(key)
          ? key.replace(/\/index(?=\.html?$)/i, '')
          : key.replace(/(?=\.html?$)/i, '/index')
        return existsSync(join(root, twin))
      },
    }),
    media: createLocalMedia(root, siteUrl),
  }
}

const pathBelow = (base: string, path: string): string =>
  base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : path
