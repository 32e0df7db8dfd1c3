// Publishes the editions in argv[3] (JSON) one after the other into argv[4], again and again, until it is killed.
// argv[2] is the folder of the compiled sources.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const [compiled, editionsFile, out] = process.argv.slice(2)
const { createDirectoryTarget } = await import(pathToFileURL(join(compiled, 'targets/directory.js')).href)
const { createFileLease } = await import(pathToFileURL(join(compiled, 'coordination/file-lease.js')).href)
const never = new AbortController().signal
const editions = JSON.parse(readFileSync(editionsFile, 'utf8'))

const bytesOf = (base64) => base64 && Buffer.from(base64, 'base64')

process.stdout.write('ready\n')
for (;;) {
  for (const { set, contents } of editions) {
    const target = createDirectoryTarget(out)
    const held = await createFileLease(out).acquire(never)
    await target.recover()
    for (const file of set.files) {
      const { identity, gzip, br } = contents[file.path]
      await target.stage(file, {
        identity: bytesOf(identity),
        ...(gzip && { gzip: bytesOf(gzip) }),
        ...(br && { br: bytesOf(br) }),
      })
    }
    await target.commit(set, await target.revision())
    await held.release()
  }
}
