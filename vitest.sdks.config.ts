import { defineConfig } from 'vitest/config'

/** Amazon's other clients, installed on first use, before the package as it is published. */
export default defineConfig({
  test: {
    include: ['test/sdk/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    globalSetup: ['test/support/packed-package.ts'],
  },
})
