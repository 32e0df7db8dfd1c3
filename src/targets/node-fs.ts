import { fsync, futimes } from 'node:fs'
import fs from 'node:fs/promises'
import { promisify } from 'node:util'
import { makeFolder } from '../make-folder.ts'
import type { TargetFs } from './target-fs.ts'

const sync = promisify(fsync)
const setTimes = promisify(futimes)

/**
 * The local file system. Open files are synced and dated by file descriptor, because the handles of the file system
 * that Yarn's Plug'n'Play substitutes support neither.
 */
export const nodeFs: TargetFs = {
  link: fs.link,
  lstat: fs.lstat,
  mkdir: (path, options) => (options.recursive === true ? makeFolder(path) : fs.mkdir(path, options)),
  readFile: (path) => fs.readFile(path),
  readdir: (path) => fs.readdir(path),
  rename: fs.rename,
  rm: fs.rm,
  rmdir: (path) => fs.rmdir(path),
  unlink: fs.unlink,
  utimes: fs.utimes,
  async open(path, flags) {
    const file = await fs.open(path, flags)
    return {
      writeFile: (bytes) => file.writeFile(bytes),
      utimes: (accessed, modified) => setTimes(file.fd, accessed, modified),
      sync: () => sync(file.fd),
      close: () => file.close(),
    }
  },
}
