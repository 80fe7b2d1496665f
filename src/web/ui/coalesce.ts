import { browserSleep } from './clock.js'

/**
 * Coalesces requests to run something: one run at a time, a pause of `delay` milliseconds after each,
 * and one more run for all requests that came in the meantime.
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
