import { defineConfig } from 'vitest/config'

/** Pictures of the pages, for people to look at; nothing is tried. */
export default defineConfig({
  test: {
    include: ['test/pictures/*.picture.ts'],
    globalSetup: ['test/support/build.ts', 'test/browser/chromium.ts'],
    testTimeout: 300_000,
  },
})
