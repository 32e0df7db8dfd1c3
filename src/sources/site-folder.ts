import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { RawArticle } from '../article/article.ts'
import { articleKindOf, fileAt } from '../article/article-kind.ts'
import type { ForeignSite, KnownDialect } from '../dialects/dialect.ts'
import { sectionAt } from '../dialects/roots.ts'
import type { SettledFacts } from '../dialects/settled-facts.ts'
import type { Finding } from '../finding.ts'
import { createFolderSource, type FolderOptions } from './folder.ts'
import { type ListedFolder, siteFolderAt, unread } from './site-files.ts'
import { loadPageAddress, mediaOfSite, type ReadSite, translated } from './site-reader.ts'
import type { ArticleFile, ArticleRef, ArticleSource, ReaderOfSite, SkippedRef } from './source.ts'

/** Folders that contain code or generated files. */
const NOT_WALKED = /(?:^|\/)(?:node_modules|vendor|_site|public|dist|build|\.[^/]+)$/

export interface SiteFolderOptions extends Omit<FolderOptions, 'chosen' | 'files' | 'entries'> {
  /** The sections to publish; all if absent. */
  readonly sections?: ReadonlySet<string>
  /** What the settings state about the site. */
  readonly settled?: SettledFacts | undefined
}

/**
 * The articles in another program's site, found and parsed according to that program. Its configuration is read before
 * each listing; a change of it changes every article.
 */
export function createSiteFolderSource(
  siteDir: string,
  loadDialect: () => Promise<KnownDialect>,
  { sections, settled, ...options }: SiteFolderOptions = {},
): ArticleSource {
  const notTaken = new Map<string, string[]>()
  let known: KnownSite | undefined
  const look = async (): Promise<KnownSite> => {
    const dialect = known?.dialect ?? (await loadDialect())
    known = readSite(siteDir, dialect, options.siteUrl, settled)
    return known
  }
  let addressOf: Awaited<ReturnType<typeof loadPageAddress>> | undefined
  const read: ReadRaw = async (raw, site) => {
    addressOf ??= await loadPageAddress()
    return translated(raw, site)
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
        yield batch.map((listed) => ('code' in listed ? listed : new SiteRef(site, listed, read)))
      // After a partial listing, the number of files has no meaning.
      if (only === undefined) yield [...notTaken].map(([section, paths]) => sectionNotTaken(section, paths))
      yield site.foreign.remarks.map(remarkOf)
    },
    load: async (key) => read(await folder.load(key), known ?? (await look())),
    place: (key) => (key !== '' && options.shown === '.' ? key : folder.place(key)),
    keyOf: (path) => folder.keyOf?.(path),
    ...(options.siteUrl !== undefined && {
      media: mediaOfSite(
        siteDir,
        options.siteUrl,
        () => known,
        () => addressOf,
      ),
    }),
    readers: () => new Map(known === undefined ? [] : [['', readerOf(siteDir, options.siteUrl, known)]]),
    ...(folder.written !== undefined && { written: folder.written }),
    watch: async (changed, watching) =>
      (await folder.watch?.(changed, watching)) ?? { isPartial: () => true },
  }
}

/** The site as last read. */
interface KnownSite extends ReadSite {
  readonly folder: ListedFolder
  /** Changes with the content of the configuration. */
  readonly hash: string
}

function readerOf(
  siteDir: string,
  siteUrl: string | undefined,
  { dialect, foreign }: KnownSite,
): ReaderOfSite {
  return {
    kind: 'site',
    root: resolve(siteDir),
    ...(siteUrl !== undefined && { siteUrl }),
    dialect: dialect.name,
    foreign,
  }
}

type ReadRaw = (raw: RawArticle, site: ReadSite) => Promise<RawArticle>

/** Kept small, like the reference of the folder. */
class SiteRef implements ArticleRef {
  readonly key: string
  readonly revision: string
  private readonly site: KnownSite
  private readonly ref: ArticleRef
  private readonly read: ReadRaw

  constructor(site: KnownSite, ref: ArticleRef, read: ReadRaw) {
    this.key = ref.key
    this.revision = [site.hash, ref.revision].join('/')
    this.site = site
    this.ref = ref
    this.read = read
  }

  get remark(): SkippedRef | undefined {
    return this.ref.remark
  }

  get file(): ArticleFile | undefined {
    return this.ref.file
  }

  isAsListed(): boolean {
    return this.ref.isAsListed?.() ?? true
  }

  async load(): Promise<RawArticle> {
    return this.read(await this.ref.load(), this.site)
  }
}

/**
 * The configuration determines what is not public, so without it nothing is published, and nothing counts as deleted.
 */
function refuseUnread(siteDir: string, { findings }: ForeignSite): void {
  const [first] = findings
  if (first !== undefined) throw unread(join(siteDir, first.file ?? ''), first.message, first.fix)
}

const MOST_NAMED = 3

const remarkOf = ({ file = '', code, severity, message, fix = '' }: Finding): SkippedRef => ({
  key: file,
  code,
  severity,
  message,
  fix,
})

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

function readSite(
  siteDir: string,
  dialect: KnownDialect,
  siteUrl: string | undefined,
  settled: SettledFacts | undefined,
): KnownSite {
  const folder = siteFolderAt(siteDir)
  // Ids are addresses, also if only the settings have that of the site.
  const read = dialect.readSite(folder, settled)
  const foreign = { ...read, url: read.url ?? siteUrl }
  const hash = createHash('sha256')
    .update(JSON.stringify({ dialect: dialect.name, ...foreign }))
    .digest('hex')
    .slice(0, 12)
  return { dialect, folder, foreign, hash }
}
