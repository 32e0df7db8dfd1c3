import type { TargetFile, TargetFs } from '../../src/targets/target-fs.ts'

/** Asked before each step that changes the disk; throws to make the step fail. */
export type Gate = (step: string) => void

/** A process that was killed does nothing more: every later step fails alike. */
export class Killed extends Error {}

/** `fs`, with `gate` asked before every step that changes the disk. Half of a refused write arrives, as on a full disk. */
export function gatedFs(fs: TargetFs, gate: Gate): TargetFs {
  const gated =
    <A extends unknown[], R>(name: string, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      gate(`${name} ${args.filter((arg) => typeof arg === 'string').join(' → ')}`)
      return work(...args)
    }
  return {
    lstat: fs.lstat,
    readFile: fs.readFile,
    readdir: fs.readdir,
    link: gated('link', fs.link),
    mkdir: gated('mkdir', fs.mkdir),
    rename: gated('rename', fs.rename),
    rm: gated('rm', fs.rm),
    rmdir: gated('rmdir', fs.rmdir),
    unlink: gated('unlink', fs.unlink),
    utimes: gated('utimes', fs.utimes),
    async open(path, flags): Promise<TargetFile> {
      if (flags === 'wx') gate(`open ${path}`)
      const file = await fs.open(path, flags)
      return {
        async writeFile(bytes) {
          try {
            gate(`write ${path}`)
          } catch (error) {
            await file.writeFile(bytes.subarray(0, bytes.length >> 1))
            throw error
          }
          await file.writeFile(bytes)
        },
        utimes: gated(`date ${path}`, file.utimes.bind(file)),
        sync: gated(`sync ${path}`, file.sync.bind(file)),
        close: () => file.close(),
      }
    },
  }
}

/** Lets `count` steps pass, then kills. */
export function killAfter(count: number): Gate {
  let left = count
  return (step) => {
    if (left-- <= 0) throw new Killed(step)
  }
}

/** Fails the step with this number, counted from 0, as the system would with `code`; all others pass. */
export function failAt(number: number, code: string): Gate & { readonly passed: () => boolean } {
  let count = 0
  const gate = (step: string) => {
    if (count++ === number) throw Object.assign(new Error(`${code}: made to fail, ${step}`), { code })
  }
  return Object.assign(gate, { passed: () => count <= number })
}
