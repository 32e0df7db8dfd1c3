import type { RawArticle } from '../article/article.ts'
import { fileAt } from '../article/article-kind.ts'
import type { FieldMap } from '../article/front-matter/fields.ts'
import { clockInstant } from '../article/instant.ts'
import { pathOf } from '../article/key.ts'
import type { ForeignSite, KnownDialect, SiteFolder } from '../dialects/dialect.ts'
import { loadDialect } from '../dialects/index.ts'
import type { pageAddress } from '../dialects/page-address.ts'
import { EnvironmentError } from '../errors.ts'
import { siteFolderAt } from './site-files.ts'
import { createSiteMedia } from './site-media.ts'
import type { FileReader, MediaSource, ReaderOfSite } from './source.ts'

/** Another program's site as last read. */
export interface ReadSite {
  readonly dialect: KnownDialect
  readonly folder: SiteFolder
  readonly foreign: ForeignSite
}

/** Reads the articles of another program's site. */
export async function openSiteReader({ root, dialect, foreign, siteUrl }: ReaderOfSite): Promise<FileReader> {
  const site: ReadSite = { dialect: await loadDialect(dialect), folder: siteFolderAt(root), foreign }
  const addressOf = await loadPageAddress()
  return {
    raw: (key, bytes) => translated(fileAt(key, bytes), site),
    ...(siteUrl !== undefined && {
      media: mediaOfSite(
        root,
        siteUrl,
        () => site,
        () => addressOf,
      ),
    }),
  }
}

// Loaded on demand, because a run without changes reads no article, and only texts of articles link to pages.
export const loadPageAddress = async () => (await import('../dialects/page-address.ts')).pageAddress

/** The article with the translation to our keys and syntax. */
export function translated(raw: RawArticle, { dialect, foreign, folder }: ReadSite): RawArticle {
  if (raw.kind !== 'file') return raw
  return {
    ...raw,
    ...(dialect.lastCounts !== undefined && { lastCounts: dialect.lastCounts }),
    translate: (written) =>
      dialect.translate(
        { ...written, fields: withoutLocalId(written.fields), path: pathOf(raw.key) },
        foreign,
        folder,
      ),
  }
}

/** An `id` such as `12` is one of the program or of an older site, and in none of its feeds. */
function withoutLocalId(fields: FieldMap): FieldMap {
  const field = fields.get('id')?.field
  if (field === undefined || (field.kind === 'text' && /^[a-z][a-z\d+.-]+:\S/i.test(field.text)))
    return fields
  return new Map([...fields].filter(([key]) => key !== 'id'))
}

/** Files of the site at the addresses that the program gives them, which are known as soon as the site has been read. */
export function mediaOfSite(
  root: string,
  siteUrl: string,
  site: () => ReadSite | undefined,
  addressOf: () => typeof pageAddress | undefined,
): MediaSource {
  return createSiteMedia(root, siteUrl, {
    addresses: () => site()?.dialect.files,
    page(path) {
      const known = site()
      const address = addressOf()
      return known === undefined || address === undefined ? undefined : pageOf(path, known, address)
    },
    isLeftOut(path) {
      const known = site()
      return known?.dialect.leavesOut?.(path, known.foreign) === true
    },
  })
}

/** The address of a page that is no article; undefined if its file cannot be read. */
function pageOf(
  path: string,
  { dialect, foreign, folder }: ReadSite,
  addressOf: typeof pageAddress,
): string | undefined {
  try {
    return addressOf(path, clockInstant(Date.now()), dialect, foreign, folder)
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
    throw error
  }
}
