import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Tests of processes and servers mostly wait, so that two at once pay on any machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
