import { dirname } from 'node:path'
import type { TargetFs } from '../../src/targets/target-fs.ts'

interface Node {
  bytes: Uint8Array
  mtimeMs: number
  readonly folder: boolean
}

/** A disk in memory that fails as a real one does; a `Map` of paths, so that a state is kept and restored by copying it. */
export interface MemoryFs extends TargetFs {
  readonly nodes: Map<string, Node>
  copy(): MemoryFs
}

function failure(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${call} '${path}'`), { code })
}

export function createMemoryFs(
  nodes = new Map<string, Node>([['/', { bytes: new Uint8Array(), mtimeMs: 0, folder: true }]]),
): MemoryFs {
  const get = (call: string, path: string): Node => {
    const node = nodes.get(path)
    if (node === undefined) throw failure('ENOENT', call, path)
    return node
  }
  const requireParent = (call: string, path: string) => {
    if (!get(call, dirname(path)).folder) throw failure('ENOTDIR', call, path)
  }
  const below = (path: string) => [...nodes.keys()].filter((other) => other.startsWith(`${path}/`))
  const add = (path: string, folder: boolean): Node => {
    const node = { bytes: new Uint8Array(), mtimeMs: 1, folder }
    nodes.set(path, node)
    return node
  }

  return {
    nodes,
    copy: () => createMemoryFs(new Map([...nodes].map(([path, node]) => [path, { ...node }]))),
    async link(existing, path) {
      const node = get('link', existing)
      requireParent('link', path)
      if (nodes.has(path)) throw failure('EEXIST', 'link', path)
      nodes.set(path, node)
    },
    async lstat(path) {
      const { bytes, mtimeMs, folder } = get('lstat', path)
      return {
        size: bytes.length,
        mtimeMs,
        isFile: () => !folder,
        isDirectory: () => folder,
        isSymbolicLink: () => false,
      }
    },
    async mkdir(path, { recursive }) {
      const missing: string[] = []
      for (let at = path; !nodes.has(at); at = dirname(at)) missing.unshift(at)
      if (missing.length === 0 && !recursive) throw failure('EEXIST', 'mkdir', path)
      if (missing.length > 1 && !recursive) throw failure('ENOENT', 'mkdir', path)
      for (const at of missing) add(at, true)
    },
    async open(path, flags) {
      if (flags === 'wx') {
        requireParent('open', path)
        if (nodes.has(path)) throw failure('EEXIST', 'open', path)
      }
      const node = flags === 'wx' ? add(path, false) : get('open', path)
      return {
        async writeFile(bytes) {
          node.bytes = bytes
        },
        async utimes(_accessed, modified) {
          node.mtimeMs = modified.getTime()
        },
        async sync() {},
        async close() {},
      }
    },
    async readFile(path) {
      const { bytes, folder } = get('read', path)
      if (folder) throw failure('EISDIR', 'read', path)
      return bytes
    },
    async readdir(path) {
      get('readdir', path)
      return [...nodes.keys()]
        .filter((other) => other !== '/' && dirname(other) === path)
        .map((other) => other.slice(path.length + 1))
    },
    async rename(from, to) {
      const node = get('rename', from)
      requireParent('rename', to)
      if (nodes.get(to)?.folder) throw failure('EISDIR', 'rename', to)
      nodes.delete(from)
      nodes.set(to, node)
    },
    async rm(path) {
      for (const other of [path, ...below(path)]) nodes.delete(other)
    },
    async rmdir(path) {
      get('rmdir', path)
      if (below(path).length > 0) throw failure('ENOTEMPTY', 'rmdir', path)
      nodes.delete(path)
    },
    async unlink(path) {
      if (get('unlink', path).folder) throw failure('EISDIR', 'unlink', path)
      nodes.delete(path)
    },
    async utimes(path, _accessed, modified) {
      get('utimes', path).mtimeMs = modified.getTime()
    },
  }
}
