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
import type { FolderChange } from './folder-watch.ts'
import { createGitDates } from './git-dates.ts'
import { createLocalMedia } from './media-files.ts'
import { createOtherKinds } from './other-kinds.ts'
import { factsIn, factsOf, revisionOf } from './revision.ts'
import type { ArticleFile, ArticleRef, ArticleSource, SkippedRef, SourceChange } from './source.ts'

export interface FolderOptions {
  /** Most bytes of one article file. */
  readonly maxBytes?: number
  /** Folders below it that this program writes to itself, as paths below it: they hold no articles. */
  readonly ours?: readonly string[]
  /** Milliseconds since 1970; `Date.now` when absent. Tells files that changed a moment ago. */
  readonly now?: () => number
  /** A file that stands in the folder as long as it is there: a mount point without its disk is an empty folder. */
  readonly marker?: string
  /** Whether articles are known, so that an empty folder is one whose disk is away; asked where there is no marker. */
  readonly holdsSomething?: () => boolean
  /** The folder as people call it; its path when absent. */
  readonly shown?: string
  /** Absolute URL under which readers find the files of the folder; absent: they find none. */
  readonly siteUrl?: string
  /** Ask its git history when articles were written. */
  readonly gitDates?: boolean
  /** What in it are articles, where that is another program's choice; by path below the folder. */
  readonly chosen?: ChosenPaths
  /** What its articles are, where they are no article files. */
  readonly files?: FileKind
}

/** A kind of file that holds an article. */
export interface FileKind {
  /** By the name of the file. */
  isArticle(name: string): boolean
  raw(key: string, bytes: Uint8Array): RawArticle
}

const ARTICLE_FILES: FileKind = { isArticle: (name) => articleKindOf(name) !== undefined, raw: fileAt }

/** Paths below a folder that may hold articles, and that are articles. */
export interface ChosenPaths {
  isWalked(folder: string): boolean
  isArticle(file: string): boolean
}

type Listed = ArticleRef | SkippedRef

/** What a walk carries along. */
interface Walk {
  readonly root: string
  /** The folder's true path, as links must stay below it. */
  readonly realRoot: string
  readonly maxBytes: number
  readonly now: () => number
  readonly ours: readonly string[]
  readonly signal: AbortSignal
  /** Files whose name has characters that can be written in several ways: listed when all are known. */
  readonly ambiguous: Map<string, { readonly path: string; readonly ref: Listed }[]>
  readonly others: ReturnType<typeof createOtherKinds>
  readonly chosen: ChosenPaths
  readonly files: FileKind
}

/** What iCloud leaves in place of a file that it holds elsewhere. */
const PLACEHOLDER = /^\.(.+)\.icloud$/i
/** Folders that file systems, servers and archive programs keep for themselves. */
const SYSTEM_FOLDERS = new Set([
  'lost+found',
  'System Volume Information',
  '$RECYCLE.BIN',
  '@eaDir',
  '#recycle',
  '#snapshot',
])
const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
/** A folder set aside (`_name`) holds no articles. */
const OWN_CHOICE: ChosenPaths = {
  isWalked: (folder) => !nameIn(folder).startsWith('_') && !ARTICLE_FILES.isArticle(folder),
  isArticle: () => true,
}
/** Files handed over at once: some milliseconds of work, after which others get their turn. */
const BATCH = 1000

/**
 * The articles below `contentDir`: every file with the ending of an article but hidden ones (`.name`) and those in folders set aside
 * (`_name`). The key is the path below `contentDir` in NFC. Links to files inside are followed.
 *
 * @throws EnvironmentError CONTENT_UNREADABLE from `list` and `check` when `contentDir` itself cannot be listed, or is
 * without its marker.
 */
export function createFolderSource(contentDir: string, options: FolderOptions = {}): ArticleSource {
  const root = resolve(contentDir)
  const { maxBytes = MOST_ARTICLE_BYTES, files = ARTICLE_FILES } = options
  const check = (): void => {
    if (options.marker !== undefined && !existsSync(join(root, options.marker)))
      throw notThere(contentDir, `has no ${options.marker} now`, `put ${options.marker} back`)
    if (options.holdsSomething !== undefined && isEmpty(root) && options.holdsSomething())
      throw notThere(contentDir, 'is empty now', 'put its articles back')
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
      // A disk that went away while it was listed looks like files that were deleted.
      check()
      // Of a part of the folder their number says nothing.
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
      const { stampFrontMatter } = await import('../article/stamp.ts')
      const stamped = stampFrontMatter(text, stamps)
      if (stamped === text) return false
      if (!dryRun) await replaceArticle(path, stamped, randomUUID)
      return true
    },
  }
}

/** Undefined for what vanished or is no text. */
function textAt(path: string, maxBytes: number): string | undefined {
  try {
    const bytes = readArticleFile(path, maxBytes)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** What changed, articles apart from what programs keep beside them. */
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
    `the content folder ${contentDir} ${what}: it is not the folder it was, and nothing in it counts as deleted`,
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

/** Everything below one folder, given as its path below the root (empty: the root). */
function* below(walk: Walk, folder: string): Iterable<Listed> {
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const prefix = next === '' ? '' : `${next}/`
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
      if (entry.isDirectory() && isWalked(walk, path) && !walk.ours.includes(path)) folders.push(path)
      const found = met(walk, path, name, entry)
      if (found !== undefined) yield found
    }
  }
}

/** What a file, link or other thing is listed as; undefined for what is not listed, or is when all names are known. */
function met(walk: Walk, path: string, name: string, entry: Dirent | Stats): Listed | undefined {
  if (entry.isSymbolicLink()) return link(walk, path)
  if (!walk.files.isArticle(name)) {
    if (entry.isFile()) walk.others.meet(path)
    return undefined
  }
  if (!walk.chosen.isArticle(path)) return undefined
  return entry.isFile() ? file(walk, path) : notAFile(path, kindOf(entry))
}

const isWalked = (walk: Walk, folder: string): boolean =>
  !SYSTEM_FOLDERS.has(nameIn(folder)) && walk.chosen.isWalked(folder)

function entriesOf(walk: Walk, folder: string): readonly (Dirent | SkippedRef)[] {
  try {
    return readdirSync(join(walk.root, folder), { withFileTypes: true })
  } catch (error) {
    // Deleted since its parent was listed.
    return codeOf(error) === 'ENOENT' ? [] : [folderUnreadable(folder, reason(error))]
  }
}

/** Of the given keys and folders, those that would be met by a walk. */
function* among(walk: Walk, only: readonly string[]): Iterable<Listed> {
  const paths = new Set(only.flatMap((key) => spelledOnDisk(walk.root, key) ?? []))
  for (const path of paths) {
    const parts = path.split('/')
    if (walk.ours.some((own) => path === own || path.startsWith(`${own}/`))) continue
    // Its folder is given too, and is walked as a whole.
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

/** A file as it is listed now; undefined for one that is gone, or is listed when all names are known. */
function file(walk: Walk, path: string): Listed | undefined {
  const absolute = walk.root + sep + path
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

/** An article, unless it is the copy that a sync or merge program made of one beside it. */
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

/** Hands a file on, at once when its name can be written in one way only. */
function listed(walk: Walk, path: string, ref: Listed): Listed | undefined {
  if (isAscii(path)) return ref
  const same = walk.ambiguous.get(ref.key)
  if (same === undefined) walk.ambiguous.set(ref.key, [{ path, ref }])
  else same.push({ path, ref })
  return undefined
}

/** Files whose names differ in Unicode normalization only look the same to people: none of them wins silently. */
function settleAmbiguous({ ambiguous }: Walk): readonly Listed[] {
  const groups = [...ambiguous.values()]
  // What was listed holds on to the walk.
  ambiguous.clear()
  return groups.flatMap((same) =>
    same.length === 1
      ? same.map(({ ref }) => ref)
      : same.map(({ path }) => fileNameAmbiguous(path, same.length)),
  )
}

/** There may be a million at once: each is its key and its revision and hardly more. */
class FolderRef implements ArticleRef {
  readonly key: string
  readonly revision: string
  /** Below the root, as the file system spells it, or the absolute target of a link. */
  private readonly path: string
  private readonly walk: Walk

  constructor(path: string, stats: Stats, walk: Walk, target?: string) {
    this.key = keyOf(path)
    this.revision = revisionOf(stats, walk.now())
    this.path = target ?? path
    this.walk = walk
  }

  /** Another thread knows article files alone. */
  get file(): ArticleFile | undefined {
    return this.walk.files === ARTICLE_FILES ? this.place : undefined
  }

  private get place(): ArticleFile {
    const { root, maxBytes } = this.walk
    return { path: resolve(root, this.path), maxBytes }
  }

  isAsListed(): boolean {
    try {
      return factsIn(statSync(this.place.path)) === factsOf(this.revision)
    } catch {
      return false
    }
  }

  async load(): Promise<RawArticle> {
    const { path, maxBytes } = this.place
    return this.walk.files.raw(this.key, readArticleFile(path, maxBytes))
  }
}

/** The name says that it is a copy, and there is nothing that it is a copy of. */
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
