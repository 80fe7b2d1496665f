import { defineConfig } from 'vitest/config'

/** Junk through every door, a hundred thousand times: FUZZ_CASES and FUZZ_SEED say otherwise. */
export default defineConfig({
  test: {
    include: ['test/fuzz/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
    globalSetup: ['test/support/build.ts'],
  },
})
