import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

/** One is asked for only when a picture has to be measured, and the rest are installed by those who need them. */
const EXTERNAL = ['image-size', 'ioredis', 'pg']

/** The program as the package has it: few files, with the packages it is made of in them. Loading hundreds takes longer than a small run. */
export default defineConfig({
  platform: 'node',
  external: [...EXTERNAL, /^node:/],
  // ordered-binary compiles its reader of texts with it.
  checks: { eval: false },
  input: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    // Each started as a process or thread of its own, by this name beside the file that starts it.
    'publishing-process': 'src/service/publishing-process.ts',
    'settings-process': 'src/service/settings-process.ts',
    'checking-process': 'src/catalog/checking-process.ts',
    'reading-thread': 'src/steps/reading-thread.ts',
    'compressing-thread': 'src/targets/compressing-thread.ts',
  },
  output: {
    dir: 'dist',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        // All that its thread needs.
        { name: 'compression', priority: 2, test: /[\\/]src[\\/]targets[\\/]compression\.ts$/ },
        // What `--version` and `--help` need.
        { name: 'base', priority: 1, test: /[\\/]src[\\/](?:package-version|commands[\\/]index)\.ts$/ },
        // What a run needs that finds nothing to do: a file takes 0.4 ms of processor time to load, and these were sixty.
        {
          name: 'run',
          test: /[\\/]src[\\/](?:commands[\\/](?:build|arguments)|reporting[\\/]failure|catalog[\\/]lmdb)\.ts$/,
        },
      ],
    },
  },
  plugins: [plainFields(), installedLmdb(), thirdPartyLicenses()],
})

/**
 * The build of markdown-it sets each field of a token through a helper that names it at run time; rendering takes two
 * thirds of the time when the fields are assigned.
 */
function plainFields(): Plugin {
  const HELPER = /_defineProperty\(\s*this,\s*(?:\/\*.*?\*\/\s*)?"(\w+)",\s*((?:[^()]|\([^()]*\))*?)\s*\)/gs
  return {
    name: 'plain-fields',
    transform(code, id) {
      if (!id.endsWith('/markdown-it/dist/markdown-it.mjs')) return undefined
      const changed = code.replace(HELPER, 'this.$1 = $2')
      if (/_defineProperty\(\s*this/.test(changed))
        this.error('markdown-it sets its fields in another way now')
      return { code: changed, map: null }
    },
  }
}

/**
 * The code of lmdb is in the bundle, which loads in less than half of the time; its native part and the dictionary of its
 * compression are used from where it is installed. It loads an encoder of objects, but all our values are texts.
 */
function installedLmdb(): Plugin {
  const NO_ENCODER = '\0no-encoder'
  return {
    name: 'installed-lmdb',
    resolveId: (id) => (id === 'msgpackr' ? NO_ENCODER : undefined),
    load: (id) => (id === NO_ENCODER ? 'export const Encoder = undefined' : undefined),
    transform(code, id) {
      if (!/[\\/]node_modules[\\/]lmdb[\\/][^\\/]+\.js$/.test(id)) return undefined
      return { code: code.replaceAll('import.meta.url', "import.meta.resolve('lmdb')"), map: null }
    },
  }
}

/** Writes the licences of the packages that are in the bundle beside it, as they ask for. */
function thirdPartyLicenses(): Plugin {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const folders = new Set(
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' ? file.moduleIds.flatMap((id) => packageFolder(id) ?? []) : [],
        ),
      )
      const source = [...folders]
        .sort()
        .map(licenseIn)
        .join(`\n${'-'.repeat(80)}\n\n`)
      this.emitFile({ type: 'asset', fileName: 'third-party-licenses.txt', source })
    },
  }
}

const packageFolder = (id: string): string | undefined =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]

function licenseIn(folder: string): string {
  const { name, version, license }: Record<string, string> = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  return `${name} ${version}, ${license}\n${text}`
}
