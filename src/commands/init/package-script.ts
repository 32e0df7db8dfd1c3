import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMap } from '../../dialects/configuration.ts'

/** Adds a script to `package.json`, if it exists, without changing the rest of the file. */
export async function addScript(siteDir: string, script: string): Promise<string> {
  const file = join(siteDir, 'package.json')
  const bytes = await readFile(file).catch(() => undefined)
  const text = bytes?.toString('utf8') ?? ''
  const found = /("scripts"\s*:\s*\{)(\s*)(?=")/.exec(text)
  if (bytes === undefined || found === null || !bytes.equals(Buffer.from(text))) return ''
  const at = found.index + (found[1] ?? '').length
  const added = `${text.slice(0, at)}${found[2]}"feeds": ${JSON.stringify(script)},${text.slice(at)}`
  if ('feeds' in scriptsIn(text) || scriptsIn(added)['feeds'] !== script) return ''
  const isWritten = await writeFile(file, added).then(
    () => true,
    () => false,
  )
  return isWritten ? 'package.json has a script `feeds`. ' : 'package.json cannot be written. '
}

/** The scripts of a `package.json`; empty if it is not JSON. */
function scriptsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const scripts = isMap(value) ? value['scripts'] : undefined
    return isMap(scripts) ? scripts : {}
  } catch {
    return {}
  }
}
