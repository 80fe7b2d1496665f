import { defineConfig } from 'vitest/config'

/** Other programs that speak the protocols, installed on first use: minutes the first time. */
export default defineConfig({
  test: {
    include: ['test/peers/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 900_000,
  },
})
