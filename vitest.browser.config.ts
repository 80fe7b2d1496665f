import { defineConfig } from 'vitest/config'

/** What a person sees and does, in Debian's Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/browser/chromium.ts'],
    testTimeout: 30_000,
    // Pages look again every second and a half.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 30_000,
  },
})
