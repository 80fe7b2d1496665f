import { defineConfig } from 'vitest/config'

/** Pulls the plug, again and again, and counts what arrived. */
export default defineConfig({
  test: {
    include: ['test/crash/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/postgres/server.ts'],
    fileParallelism: false,
    testTimeout: 1_200_000,
  },
})
