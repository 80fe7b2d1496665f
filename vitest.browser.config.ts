import { defineConfig } from 'vitest/config'

/** What a person sees and does, in Debian's Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/browser/chromium.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
