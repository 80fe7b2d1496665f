import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/package/**',
      'test/peers/**',
      'test/sdk/**',
      'test/browser/**',
      'test/postgres/**',
      'test/crash/**',
      'test/fuzz/**',
    ],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
