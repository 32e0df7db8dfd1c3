import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { RawArticle } from '../article/article.ts'
import { articleKindOf, fileAt } from '../article/article-kind.ts'
import { clockInstant } from '../article/instant.ts'
import { pathOf } from '../article/key.ts'
import type { ForeignSite, KnownDialect, SiteFolder } from '../dialects/dialect.ts'
import type { pageAddress } from '../dialects/page-address.ts'
import { sectionAt } from '../dialects/roots.ts'
import { EnvironmentError } from '../errors.ts'
import { createFolderSource, entriesIn, type FolderOptions, type ListFolder } from './folder.ts'
import { createSiteMedia } from './site-media.ts'
import type { ArticleRef, ArticleSource, SkippedRef } from './source.ts'

const MOST_CONFIGURATION_BYTES = 1_048_576
/** Folders that contain code or generated files. */
const NOT_WALKED = /(?:^|\/)(?:node_modules|vendor|_site|public|dist|build|\.[^/]+)$/

export interface SiteFolderOptions extends Omit<FolderOptions, 'chosen' | 'files' | 'entries'> {
  /** The sections to publish; all if absent. */
  readonly sections?: ReadonlySet<string>
}

/**
 * The articles in another program's site, found and parsed according to that program. Its configuration is read before
 * each listing; a change of it changes every article.
 */
export function createSiteFolderSource(
  siteDir: string,
  loadDialect: () => Promise<KnownDialect>,
  { sections, ...options }: SiteFolderOptions = {},
): ArticleSource {
  const notTaken = new Map<string, string[]>()
  let known: KnownSite | undefined
  const look = async (): Promise<KnownSite> => {
    const dialect = known?.dialect ?? (await loadDialect())
    const addressOf = known?.addressOf ?? (await import('../dialects/page-address.ts')).pageAddress
    known = { dialect, addressOf, ...readSite(siteDir, dialect) }
    return known
  }
  const folder = createFolderSource(siteDir, {
    ...options,
    files: {
      isArticle: (name) => articleKindOf(name) !== undefined || known?.dialect.endings?.test(name) === true,
      raw: fileAt,
    },
    chosen: {
      isWalked: (path) =>
        known?.foreign.roots.some(
          ({ folder }) => mayHold(folder, path) && (!NOT_WALKED.test(path) || isIn(folder, path)),
        ) === true,
      isArticle(path) {
        if (known?.dialect.isArticle(path, known.foreign, known.folder) !== true) return false
        const section = sectionAt(path, known.foreign.roots) ?? ''
        if (sections?.has(section) !== false) return true
        const others = notTaken.get(section)
        if (others === undefined) notTaken.set(section, [path])
        else others.push(path)
        return false
      },
    },
    entries: (path) => (known?.folder ?? siteFolderAt(siteDir)).entries(path),
  })
  return {
    check: () => folder.check?.(),
    async *list(signal, only) {
      const site = await look()
      refuseUnread(siteDir, site.foreign)
      notTaken.clear()
      for await (const batch of folder.list(signal, only))
        yield batch.map((listed) => ('code' in listed ? listed : new SiteRef(site, listed)))
      // After a partial listing, the number of files has no meaning.
      if (only === undefined) yield [...notTaken].map(([section, paths]) => sectionNotTaken(section, paths))
    },
    load: async (key) => translated(await folder.load(key), known ?? (await look())),
    place: (key) => (key !== '' && options.shown === '.' ? key : folder.place(key)),
    keyOf: (path) => folder.keyOf?.(path),
    ...(options.siteUrl !== undefined && {
      media: createSiteMedia(siteDir, options.siteUrl, {
        addresses: () => known?.dialect.files,
        page: (path) => (known === undefined ? undefined : pageOf(path, known)),
        isLeftOut: (path) => known?.dialect.leavesOut?.(path, known.foreign) === true,
      }),
    }),
    ...(folder.written !== undefined && { written: folder.written }),
    watch: async (changed, watching) =>
      (await folder.watch?.(changed, watching)) ?? { isPartial: () => true },
  }
}

/** The site as last read. */
interface KnownSite {
  readonly dialect: KnownDialect
  readonly addressOf: typeof pageAddress
  readonly folder: ListedFolder
  readonly foreign: ForeignSite
  /** Changes with the content of the configuration. */
  readonly hash: string
}

/** The address of a page that is no article; undefined if its file cannot be read. */
function pageOf(path: string, { addressOf, dialect, foreign, folder }: KnownSite): string | undefined {
  try {
    return addressOf(path, clockInstant(Date.now()), dialect, foreign, folder)
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
    throw error
  }
}

function translated(raw: RawArticle, { dialect, foreign, folder }: KnownSite): RawArticle {
  if (raw.kind !== 'file') return raw
  return {
    ...raw,
    ...(dialect.lastCounts !== undefined && { lastCounts: dialect.lastCounts }),
    translate: (written) => dialect.translate({ ...written, path: pathOf(raw.key) }, foreign, folder),
  }
}

/** Kept small, like the reference of the folder. */
class SiteRef implements ArticleRef {
  readonly key: string
  readonly revision: string
  private readonly site: KnownSite
  private readonly ref: ArticleRef

  constructor(site: KnownSite, ref: ArticleRef) {
    this.key = ref.key
    this.revision = `${site.hash}/${ref.revision}`
    this.site = site
    this.ref = ref
  }

  get remark(): SkippedRef | undefined {
    return this.ref.remark
  }

  isAsListed(): boolean {
    return this.ref.isAsListed?.() ?? true
  }

  async load(): Promise<RawArticle> {
    return translated(await this.ref.load(), this.site)
  }
}

/**
 * The configuration determines what is not public, so without it nothing is published, and nothing counts as deleted.
 */
function refuseUnread(siteDir: string, { findings }: ForeignSite): void {
  const [first] = findings
  if (first !== undefined) throw unread(join(siteDir, first.file ?? ''), first.message, first.fix)
}

const unread = (file: string, what: string, fix = 'Correct it'): EnvironmentError =>
  new EnvironmentError('CONTENT_UNREADABLE', `${file}: ${what}, so it is not known what is public`, {
    fix: `${fix}; feeds stay as they are until then.`,
  })

const MOST_NAMED = 3

function sectionNotTaken(section: string, paths: readonly string[]): SkippedRef {
  const more = paths.length > MOST_NAMED ? ' …' : ''
  return {
    key: section,
    code: 'section-not-taken',
    severity: 'note',
    message: `${paths.length} ${paths.length === 1 ? 'file' : 'files'} of the section ${section} left out, because the settings have no such section (${paths.slice(0, MOST_NAMED).join(', ')}${more})`,
    fix: `to publish its articles, add it to \`sections\``,
  }
}

/** Whether the path is the folder, or is in it. */
const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

/** Whether a folder is in the root, or the root in the folder. */
const mayHold = (root: string, folder: string): boolean =>
  root === '' || isIn(folder, root) || isIn(root, folder)

function readSite(siteDir: string, dialect: KnownDialect) {
  const folder = siteFolderAt(siteDir)
  const foreign = dialect.readSite(folder)
  const hash = createHash('sha256')
    .update(JSON.stringify({ dialect: dialect.name, ...foreign }))
    .digest('hex')
    .slice(0, 12)
  return { folder, foreign, hash }
}

/** A site folder, with the entries from which its names are made. */
interface ListedFolder extends SiteFolder {
  readonly entries: ListFolder
}

/** File access for dialects and for the search for articles; each folder is listed once. */
export function siteFolderAt(siteDir: string): ListedFolder {
  const entries = once((path) => entriesIn(join(siteDir, path)))
  return {
    read: (path) => textAt(join(siteDir, path)),
    names: once((path) => namesOf(entries, path)),
    entries,
  }
}

/** `read` with its results kept by path; it is repeated if it throws an error. */
function once<T>(read: (path: string) => readonly T[]): (path: string) => readonly T[] {
  const kept = new Map<string, readonly T[]>()
  return (path) => {
    const known = kept.get(path)
    if (known !== undefined) return known
    const found = read(path)
    kept.set(path, found)
    return found
  }
}

/** Undefined if there is no such file; an unreadable file may contain gates, so it is an error. */
function textAt(file: string): string | undefined {
  try {
    const stats = statSync(file)
    if (!stats.isFile()) return undefined
    if (stats.size <= MOST_CONFIGURATION_BYTES) return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    throw unread(file, `it cannot be read (${codeOf(error)})`, 'Make it readable')
  }
  throw unread(file, `it is larger than ${MOST_CONFIGURATION_BYTES} bytes`, 'Make it smaller')
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

function namesOf(entries: ListFolder, path: string): readonly string[] {
  try {
    return entries(path)
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort()
  } catch {
    return []
  }
}
