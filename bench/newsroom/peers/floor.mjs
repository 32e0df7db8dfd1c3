// The least any builder can do: walk the folder and stat each file.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

let files = 0
let newest = 0
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) walk(path)
    else {
      files++
      newest = Math.max(newest, statSync(path).mtimeMs)
    }
  }
}
walk(process.argv[2])
console.log(files, newest)
