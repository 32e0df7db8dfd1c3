import { randomUUID } from 'node:crypto'
import { type Dirent, existsSync, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { RawArticle } from '../article/article.ts'
import { articleKindOf, fileAt } from '../article/article-kind.ts'
import { isAscii } from '../article/text.ts'
import { EnvironmentError } from '../errors.ts'
import { MOST_ARTICLE_BYTES, readArticleFile } from './article-file.ts'
import { replaceArticle } from './article-writing.ts'
import { originalsOf } from './conflict-copy.ts'
import { diskPath, keyOf, spelledOnDisk } from './disk-path.ts'
import type { FolderChange } from './folder-changes.ts'
import {
  conflictCopy,
  copyWithoutOriginal,
  fileInCloud,
  fileNameAmbiguous,
  fileNameInvalid,
  fileUnreachable,
  folderUnreadable,
  linkBroken,
  linkLeadsOut,
  linkToFolder,
  notAFile,
  ownerFile,
} from './folder-findings.ts'
import { createGitDates } from './git-dates.ts'
import { createLocalMedia } from './media-files.ts'
import { createOtherKinds } from './other-kinds.ts'
import { factsIn, factsOf, revisionOf } from './revision.ts'
import type { ArticleFile, ArticleRef, ArticleSource, SkippedRef, SourceChange } from './source.ts'

export interface FolderOptions {
  /** Maximum size of an article file, in bytes. */
  readonly maxBytes?: number
  /** Subfolders to which this program writes, as relative paths: they contain no articles. */
  readonly ours?: readonly string[]
  /** Milliseconds since 1970; `Date.now` by default. Used to detect files that have just changed. */
  readonly now?: () => number
  /** A file that always exists in the folder: without it, the folder is the mount point of a missing disk. */
  readonly marker?: string
  /** Whether articles are known, in which case an empty folder means a missing disk; called if there is no marker. */
  readonly holdsSomething?: () => boolean
  /** Name of the folder for people; its path by default. */
  readonly shown?: string
  /** Absolute public URL of the files in the folder; absent if they are not public. */
  readonly siteUrl?: string
  /** Use git history for the dates of articles. */
  readonly gitDates?: boolean
  /** Decides which files are articles, for the folder of another program; by path below the folder. */
  readonly chosen?: ChosenPaths
  /** The kind of its articles, if they are not article files. */
  readonly files?: FileKind
  /** Lists a folder, given as its path below the root, for a caller that has already listed some. Throws like `readdirSync`. */
  readonly entries?: ListFolder
}

/** The entries of a folder, given as its path below the root. */
export type ListFolder = (folder: string) => readonly Dirent[]

/** A kind of file that contains an article. */
export interface FileKind {
  /** By file name. */
  isArticle(name: string): boolean
  raw(key: string, bytes: Uint8Array): RawArticle
  /** Set if a folder may have the name of an article as well. */
  readonly isAlsoFolder?: true
}

const ARTICLE_FILES: FileKind = { isArticle: (name) => articleKindOf(name) !== undefined, raw: fileAt }

/** Decides which paths below a folder may contain articles, and which are articles. */
export interface ChosenPaths {
  isWalked(folder: string): boolean
  isArticle(file: string): boolean
}

type Listed = ArticleRef | SkippedRef

/** State of a directory walk. */
interface Walk {
  readonly root: string
  /** The resolved path of the folder, below which links must stay. */
  readonly realRoot: string
  readonly maxBytes: number
  readonly now: () => number
  readonly ours: readonly string[]
  readonly signal: AbortSignal
  /** Files whose names have several Unicode normalizations: listed after all are known. */
  readonly ambiguous: Map<string, { readonly path: string; readonly ref: Listed }[]>
  readonly others: ReturnType<typeof createOtherKinds>
  readonly chosen: ChosenPaths
  readonly files: FileKind
  readonly entries: ListFolder
}

/** Placeholder of a file that iCloud stores elsewhere. */
const PLACEHOLDER = /^\.(.+)\.icloud$/i
/** Folders that file systems, servers and archive programs use themselves. */
const SYSTEM_FOLDERS = new Set([
  'lost+found',
  'System Volume Information',
  '$RECYCLE.BIN',
  '@eaDir',
  '#recycle',
  '#snapshot',
])
const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
/** Folders whose names begin with `_` contain no articles. */
const OWN_CHOICE: ChosenPaths = {
  isWalked: (folder) => !nameIn(folder).startsWith('_') && !ARTICLE_FILES.isArticle(folder),
  isArticle: () => true,
}
/** Number of files per batch: some milliseconds of work, after which other tasks can run. */
const BATCH = 1000

/**
 * The articles below `contentDir`: every article file that is not hidden (`.name`) or in an excluded folder (`_name`).
 * The key is the path below `contentDir` in NFC. Links to files inside are followed.
 *
 * @throws EnvironmentError CONTENT_UNREADABLE from `list` and `check` if `contentDir` itself cannot be listed, or has
 * no marker.
 */
export function createFolderSource(contentDir: string, options: FolderOptions = {}): ArticleSource {
  const root = resolve(contentDir)
  const { maxBytes = MOST_ARTICLE_BYTES, files = ARTICLE_FILES } = options
  const check = (): void => {
    if (options.marker !== undefined && !existsSync(join(root, options.marker)))
      throw notThere(contentDir, `no longer has ${options.marker}`, `put ${options.marker} back`)
    if (options.holdsSomething !== undefined && isEmpty(root) && options.holdsSomething())
      throw notThere(contentDir, 'is now empty', 'put its articles back')
  }
  const shown = options.shown ?? contentDir
  return {
    check,
    async *list(signal, only) {
      check()
      const walk: Walk = {
        root,
        realRoot: rootPath(contentDir, root),
        maxBytes,
        now: options.now ?? Date.now,
        ours: options.ours ?? [],
        signal,
        ambiguous: new Map(),
        others: createOtherKinds(),
        chosen: options.chosen ?? OWN_CHOICE,
        files,
        entries: options.entries ?? ((path) => entriesIn(pathIn(root, path))),
      }
      const found = only === undefined ? below(walk, '') : among(walk, only)
      let batch: Listed[] = []
      for (const listed of found) {
        batch.push(listed)
        if (batch.length < BATCH) continue
        yield batch
        batch = []
        await setImmediate()
        signal.throwIfAborted()
      }
      // If a disk disappeared during listing, its files would seem to be deleted.
      check()
      // After a partial listing, the number of files has no meaning.
      const others = only === undefined ? walk.others.told() : []
      yield [...batch, ...settleAmbiguous(walk), ...others]
    },
    async load(key) {
      const path = diskPath(root, key)
      if (path === undefined) throw new Error(`There is no file ${key} in ${contentDir}`)
      return files.raw(key, readArticleFile(path, maxBytes))
    },
    place: (key) => (key === '' ? shown : `${shown}/${key}`),
    keyOf(path) {
      const parts = relative(root, path).split(sep)
      return parts[0] === '..' || isAbsolute(parts.join(sep)) ? undefined : keyOf(parts.join('/'))
    },
    ...(options.siteUrl !== undefined && { media: createLocalMedia(root, options.siteUrl) }),
    readers: () =>
      new Map([
        ['', { kind: 'articles', root, ...(options.siteUrl !== undefined && { siteUrl: options.siteUrl }) }],
      ]),
    ...(options.gitDates === true && { written: createGitDates(root) }),
    async watch(changed, watching) {
      const { watchFolder } = await import('./folder-watch.ts')
      const ours = (options.ours ?? []).map((path) => join(root, path))
      const watch = watchFolder(root, (change) => changed(sorted(root, change, files)), { ...watching, ours })
      await watch.ready
      return { isPartial: watch.isPartial }
    },
    async stamp(key, stamps, { dryRun }) {
      const path = diskPath(root, key)
      const text = path === undefined ? undefined : textAt(path, maxBytes)
      if (path === undefined || text === undefined) return false
      const { stampFrontMatter } = await import('../article/front-matter/stamp.ts')
      const stamped = stampFrontMatter(text, stamps)
      if (stamped === text) return false
      if (!dryRun) await replaceArticle(path, stamped, randomUUID)
      return true
    },
  }
}

/** Undefined for a file that vanished or is not text. */
function textAt(path: string, maxBytes: number): string | undefined {
  try {
    const bytes = readArticleFile(path, maxBytes)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Classifies changed paths as articles and other files. */
function sorted(root: string, { paths, cameWhole }: FolderChange, kind: FileKind): SourceChange {
  const whole = new Map([...cameWhole].map(([path, facts]) => [keyOf(path), facts] as const))
  if (paths === 'all') return { keys: 'all', files: [], cameWhole: whole }
  const keys: string[] = []
  const files: string[] = []
  for (const path of paths)
    (kind.isArticle(path) || isFolder(join(root, path)) ? keys : files).push(keyOf(path))
  return { keys, files, cameWhole: whole }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory()
  } catch {
    return false
  }
}

function isEmpty(root: string): boolean {
  try {
    return readdirSync(root).every((name) => name.startsWith('.') || SYSTEM_FOLDERS.has(name))
  } catch {
    return false
  }
}

function notThere(contentDir: string, what: string, fix: string): EnvironmentError {
  return new EnvironmentError(
    'CONTENT_UNREADABLE',
    `the content folder ${contentDir} ${what}, so nothing in it counts as deleted`,
    {
      fix: `Check that its disk is mounted, or ${fix}; feeds stay as they are until then.`,
    },
  )
}

function rootPath(contentDir: string, root: string): string {
  try {
    const real = realpathSync(root)
    readdirSync(real)
    return real
  } catch (cause) {
    throw new EnvironmentError(
      'CONTENT_UNREADABLE',
      `the content folder ${contentDir} cannot be listed: ${reason(cause)}`,
      {
        cause,
        fix: 'Make the folder readable, or name another one with --content.',
      },
    )
  }
}

/** Lists everything below one folder, given as its path below the root (empty for the root). */
function* below(walk: Walk, folder: string): Iterable<Listed> {
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const prefix = next === '' ? '' : `${next}/`
    const inner: string[] = []
    for (const entry of entriesOf(walk, next)) {
      if ('code' in entry) {
        yield entry
        continue
      }
      const { name } = entry
      if (name.startsWith('.')) {
        const offloaded = PLACEHOLDER.exec(name)?.[1]
        if (offloaded !== undefined && walk.files.isArticle(offloaded)) yield fileInCloud(prefix + offloaded)
        continue
      }
      const path = prefix + name
      if (entry.isDirectory() && isWalked(walk, path) && !walk.ours.includes(path)) inner.push(path)
      const found = met(walk, path, name, entry)
      if (found !== undefined) yield found
    }
    // The first is taken next: the catalog finds keys fastest in their order.
    for (const path of inner.reverse()) folders.push(path)
  }
}

/**
 * The listing of a file, link or other entry; undefined for an entry that is not listed, or that is listed after all
 * names are known.
 */
function met(walk: Walk, path: string, name: string, entry: Dirent | Stats): Listed | undefined {
  if (entry.isSymbolicLink()) return link(walk, path)
  if (!walk.files.isArticle(name)) {
    if (entry.isFile()) walk.others.meet(path)
    return undefined
  }
  if (!walk.chosen.isArticle(path)) return undefined
  if (entry.isFile()) return file(walk, path)
  return entry.isDirectory() && walk.files.isAlsoFolder ? undefined : notAFile(path, kindOf(entry))
}

const isWalked = (walk: Walk, folder: string): boolean =>
  !SYSTEM_FOLDERS.has(nameIn(folder)) && walk.chosen.isWalked(folder)

/** A path below the root, empty for the root itself; cheaper than `join`, which normalizes it. */
export const pathIn = (root: string, path: string): string => (path === '' ? root : root + sep + path)

export const entriesIn = (folder: string): readonly Dirent[] => readdirSync(folder, { withFileTypes: true })

function entriesOf(walk: Walk, folder: string): readonly (Dirent | SkippedRef)[] {
  try {
    return walk.entries(folder)
  } catch (error) {
    // Deleted since its parent was listed.
    return codeOf(error) === 'ENOENT' ? [] : [folderUnreadable(folder, reason(error))]
  }
}

/** Lists those of the given keys and folders that a walk would find. */
function* among(walk: Walk, only: readonly string[]): Iterable<Listed> {
  const paths = new Set(only.flatMap((key) => spelledOnDisk(walk.root, key) ?? []))
  for (const path of paths) {
    const parts = path.split('/')
    if (walk.ours.some((own) => path === own || path.startsWith(`${own}/`))) continue
    // Its folder is given as well, and is walked as a whole.
    if (parts.some((_, depth) => depth > 0 && paths.has(parts.slice(0, depth).join('/')))) continue
    const folders = parts.slice(0, -1)
    const name = parts.at(-1) ?? ''
    if (parts.some((part) => part.startsWith('.'))) continue
    const above = folders.map((_, depth) => folders.slice(0, depth + 1).join('/'))
    if (!above.every((folder) => isWalked(walk, folder))) continue
    if (folders.some((_, depth) => !isRealFolder(walk, folders.slice(0, depth + 1).join('/')))) continue
    const stats = lstatSync(join(walk.root, path), { throwIfNoEntry: false })
    if (stats === undefined) {
      const placeholder = join(walk.root, ...folders, `.${name}.icloud`)
      if (walk.files.isArticle(name) && existsSync(placeholder)) yield fileInCloud(path)
    } else if (stats.isDirectory() && isWalked(walk, path)) {
      yield* below(walk, path)
    } else {
      const found = met(walk, path, name, stats)
      if (found !== undefined) yield found
    }
  }
}

const isRealFolder = (walk: Walk, folder: string): boolean =>
  lstatSync(join(walk.root, folder), { throwIfNoEntry: false })?.isDirectory() ?? false

/** The current listing of a file; undefined for one that is gone, or that is listed after all names are known. */
function file(walk: Walk, path: string): Listed | undefined {
  const absolute = pathIn(walk.root, path)
  let stats: Stats | undefined
  try {
    stats = statSync(absolute, { throwIfNoEntry: false })
  } catch (error) {
    return listed(walk, path, fileUnreachable(path, reason(error)))
  }
  if (stats === undefined)
    // A name that is not UTF-8 was decoded with replacement characters, and no file has that name.
    return path.includes('\ufffd') ? fileNameInvalid(path) : undefined
  return listed(walk, path, article(walk, path, stats))
}

/** Lists an article, unless it is a conflict copy of one beside it. */
function article(walk: Walk, path: string, stats: Stats, target?: string): Listed {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.startsWith('~$')) return ownerFile(path)
  const originals = originalsOf(name).map((original) => path.slice(0, -name.length) + original)
  if (originals.length === 0) return new FolderRef(path, stats, walk, target)
  const original = originals.find((one) => isThere(walk, one))
  return original === undefined ? new MarkedRef(path, stats, walk, target) : conflictCopy(path, original)
}

function isThere(walk: Walk, path: string): boolean {
  const spelled = spelledOnDisk(walk.root, keyOf(path))
  return spelled !== undefined && existsSync(join(walk.root, spelled))
}

function link(walk: Walk, path: string): Listed | undefined {
  const isArticle = walk.files.isArticle(path) && walk.chosen.isArticle(path)
  let target: string
  let stats: Stats
  try {
    target = realpathSync(join(walk.root, path))
    stats = statSync(target)
  } catch (error) {
    return isArticle ? linkBroken(path, codeOf(error) === 'ELOOP') : undefined
  }
  if (stats.isDirectory()) return isArticle ? notAFile(path, 'a link to a folder') : linkToFolder(path)
  if (!isArticle) return undefined
  if (!target.startsWith(walk.realRoot + sep)) return linkLeadsOut(path)
  if (!stats.isFile()) return notAFile(path, kindOf(stats))
  return listed(walk, path, article(walk, path, stats, target))
}

/** Returns a file at once if its name has only one normalization. */
function listed(walk: Walk, path: string, ref: Listed): Listed | undefined {
  if (isAscii(path)) return ref
  const same = walk.ambiguous.get(ref.key)
  if (same === undefined) walk.ambiguous.set(ref.key, [{ path, ref }])
  else same.push({ path, ref })
  return undefined
}

/** Lists files whose names differ only in Unicode normalization and look the same: none takes precedence silently. */
function settleAmbiguous({ ambiguous }: Walk): readonly Listed[] {
  const groups = [...ambiguous.values()]
  // Listed files refer to the walk, so its data is released.
  ambiguous.clear()
  return groups.flatMap((same) =>
    same.length === 1
      ? same.map(({ ref }) => ref)
      : same.map(({ path }) => fileNameAmbiguous(path, same.length)),
  )
}

/** Kept small, because there may be a million at once: little more than key and revision. */
class FolderRef implements ArticleRef {
  readonly key: string
  readonly revision: string
  /** Below the root, in the file system's spelling, or the absolute target of a link. */
  private readonly path: string
  private readonly walk: Walk

  constructor(path: string, stats: Stats, walk: Walk, target?: string) {
    this.key = keyOf(path)
    this.revision = revisionOf(stats, walk.now())
    this.path = target ?? path
    this.walk = walk
  }

  get file(): ArticleFile {
    const { root, maxBytes } = this.walk
    return { path: resolve(root, this.path), maxBytes }
  }

  isAsListed(): boolean {
    try {
      return factsIn(statSync(this.file.path)) === factsOf(this.revision)
    } catch {
      return false
    }
  }

  async load(): Promise<RawArticle> {
    const { path, maxBytes } = this.file
    return this.walk.files.raw(this.key, readArticleFile(path, maxBytes))
  }
}

/** A file whose name marks it as a copy, but whose original does not exist. */
class MarkedRef extends FolderRef {
  get remark(): SkippedRef {
    return copyWithoutOriginal(this.key)
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const kindOf = (what: Dirent | Stats): string =>
  what.isDirectory() ? 'a folder' : what.isFIFO() ? 'a FIFO' : what.isSocket() ? 'a socket' : 'a device'
