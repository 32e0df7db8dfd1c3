import { pathOf, qualifiedKey, sourceNameOf } from '../article/key.ts'
import type {
  ArticleFile,
  ArticleRef,
  ArticleSource,
  MediaSource,
  SkippedRef,
  SourceChange,
  SourceWatch,
  WatchOptions,
} from './source.ts'

/**
 * Combines several sources by name: each key and each path is prefixed with the name of its source (see `key.ts`), and
 * is passed to that source without the prefix. A source does not depend on its name or on other sources.
 */
export function combineSources(sources: ReadonlyMap<string, ArticleSource>): ArticleSource {
  const [first] = sources
  if (first !== undefined && first[0] === '' && sources.size === 1) return first[1]
  const of = (key: string): ArticleSource | undefined => sources.get(sourceNameOf(key))
  const media = combineMedia(
    new Map([...sources].flatMap(([name, source]) => (source.media ? [[name, source.media] as const] : []))),
  )
  return {
    async *list(signal, only) {
      for (const [name, source] of sources) {
        const own = only && pathsIn(name, only)
        if (own !== undefined && own.length === 0) continue
        // A request for the whole source lists it without restriction.
        const listed = source.list(signal, own?.includes('') ? undefined : own)
        for await (const batch of listed) yield name === '' ? batch : batch.map((one) => named(name, one))
      }
    },
    check() {
      for (const source of sources.values()) source.check?.()
    },
    async load(key) {
      const source = of(key)
      if (source === undefined) throw new Error(`There is no source ${sourceNameOf(key)}`)
      return { ...(await source.load(pathOf(key))), key }
    },
    place: (key) => of(key)?.place(pathOf(key)) ?? key,
    keyOf(path) {
      for (const [name, source] of sources) {
        const key = source.keyOf?.(path)
        if (key !== undefined) return qualifiedKey(name, key)
      }
      return undefined
    },
    ...(media !== undefined && { media }),
    readers: () =>
      new Map(
        [...sources].flatMap(([name, source]) => {
          const setup = source.readers?.().get('')
          return setup === undefined ? [] : [[name, setup] as const]
        }),
      ),
    written: async (key) => of(key)?.written?.(pathOf(key)),
    watch: (changed, options) => watchAll(sources, changed, options),
    stamp: async (key, stamps, options) => (await of(key)?.stamp?.(pathOf(key), stamps, options)) ?? false,
  }
}

/** Combines the files of several sources; undefined if there are none. */
export function combineMedia(media: ReadonlyMap<string, MediaSource>): MediaSource | undefined {
  const [first] = media
  if (first === undefined) return undefined
  if (first[0] === '' && media.size === 1) return first[1]
  const of = (path: string): MediaSource | undefined => media.get(sourceNameOf(path))
  return {
    lookup: (path) => of(path)?.lookup(pathOf(path)),
    file: (path) => of(path)?.file(pathOf(path)),
    revision: (path) => of(path)?.revision(pathOf(path)) ?? '',
    async read(path) {
      // An address does not contain a source name, so the first source that has such a file is used.
      const asked = path.startsWith('/') ? [of(path)] : media.values()
      for (const one of asked) {
        const file = await one?.read(pathOf(path))
        if (file !== undefined) return file
      }
      return undefined
    },
  }
}

/** The keys that belong to the source, without its name. */
const pathsIn = (name: string, keys: readonly string[]): readonly string[] =>
  keys.filter((key) => sourceNameOf(key) === name).map(pathOf)

function named(name: string, listed: ArticleRef | SkippedRef): ArticleRef | SkippedRef {
  if (!('load' in listed)) return { ...listed, key: qualifiedKey(name, listed.key) }
  return listed.isAsListed === undefined ? new NamedRef(name, listed) : new ChangeableRef(name, listed)
}

class NamedRef implements ArticleRef {
  readonly key: string
  readonly revision: string
  protected readonly ref: ArticleRef

  constructor(name: string, ref: ArticleRef) {
    this.key = qualifiedKey(name, ref.key)
    this.revision = ref.revision
    this.ref = ref
  }

  get remark(): SkippedRef | undefined {
    const { remark } = this.ref
    return remark && { ...remark, key: this.key }
  }

  get file(): ArticleFile | undefined {
    return this.ref.file
  }

  async load() {
    return { ...(await this.ref.load()), key: this.key }
  }
}

class ChangeableRef extends NamedRef {
  isAsListed(): boolean {
    return this.ref.isAsListed?.() ?? true
  }
}

async function watchAll(
  sources: ReadonlyMap<string, ArticleSource>,
  changed: (change: SourceChange) => void,
  options: WatchOptions,
): Promise<SourceWatch> {
  const watches = await Promise.all(
    [...sources].map(([name, source]) =>
      source.watch?.((change) => changed(inSource(name, change)), options),
    ),
  )
  return { isPartial: () => watches.some((watch) => watch?.isPartial() !== false) }
}

function inSource(name: string, { keys, files, cameWhole }: SourceChange): SourceChange {
  const key = (path: string): string => qualifiedKey(name, path)
  return {
    keys: keys === 'all' ? (name === '' ? 'all' : [key('')]) : keys.map(key),
    files: files.map(key),
    cameWhole: new Map([...cameWhole].map(([path, facts]) => [key(path), facts])),
  }
}
