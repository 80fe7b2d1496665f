import { defineConfig } from 'vitest/config'

/** The same promises on a real PostgreSQL, which the suite starts and ends itself. */
export default defineConfig({
  test: {
    include: ['test/postgres/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/postgres/server.ts'],
    fileParallelism: false,
    testTimeout: 30_000,
  },
})
