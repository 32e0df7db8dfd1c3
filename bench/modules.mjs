// Modules of the program that the package does not export: compiled one by one, beside the package's few files.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const compiled = join(root, 'bench', '.cache', 'modules')
const options = [
  '--noCheck',
  '--declaration',
  'false',
  '--emitDeclarationOnly',
  'false',
  '--outDir',
  compiled,
]
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
execFileSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), ...options], {
  stdio: 'inherit',
})

/** The module at `path` below `src/`, without its ending. */
export const moduleAt = (path) => import(pathToFileURL(join(compiled, `${path}.js`)).href)
