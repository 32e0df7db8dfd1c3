import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Loading the modules again for each file took a fifth of the time; no test changes what modules hold.
    isolate: false,
    // Tests of processes and servers mostly wait, so that two at once pay on any machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
