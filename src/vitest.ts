import { test as plain } from 'vitest'
import { type Emulator, type Requester, startEmulator } from './index.js'

/**
 * Vitest's `test` with an emulator for the whole file, and a requester with an account of its own
 * for each test, so that tests run beside one another and see only what is theirs.
 */
export const test = plain.extend<{
  readonly emulator: Emulator
  readonly requester: Requester
}>({
  emulator: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const emulator = await startEmulator()
      await use(emulator)
      await emulator.close()
    },
    { scope: 'file' },
  ],
  requester: async ({ emulator }, use) => use(emulator.requester()),
})
