const isProduction = process.argv.includes('--production')

/** `knip --production` counts neither tests nor benchmarks as users; what a module exports for its own test it must use itself. */
export default {
  entry: [
    'src/*/memory*.ts!',
    'bench/**/*.{ts,mjs}',
    '!bench/.cache/**',
    'test/**/*.mjs',
    'test/additions/*.ts',
  ],
  project: ['src/**/*.ts!', 'test/**/*.{ts,mjs}', 'bench/**/*.{ts,mjs}'],
  ignore: isProduction ? [] : ['bench/newsroom/peers/**', 'bench/server/servers/**', 'test/sites/*/**'],
  ignoreDependencies: isProduction ? [] : ['axe-core'],
  ignoreBinaries: isProduction ? [] : ['mount', 'umount', 'mkfifo', 'taskset'],
  ignoreExportsUsedInFile: isProduction,
  rules: { types: 'off' },
}
