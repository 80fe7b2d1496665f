import { browserSleep } from './clock.js'

/**
 * Makes work of which more is asked than can be done: one round at a time, a pause after each, and
 * whatever was asked in the meantime is one more round.
 */
export function coalesce(run: () => Promise<void>, delay = 250): () => void {
  let isRunning = false
  let isRequested = false

  async function runUntilIdle(): Promise<void> {
    isRunning = true
    while (isRequested) {
      isRequested = false
      await run()
      await browserSleep(delay)
    }
    isRunning = false
  }

  return () => {
    isRequested = true
    if (!isRunning) void runUntilIdle()
  }
}
