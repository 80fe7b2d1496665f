import { rest } from './clock.js'

/**
 * Makes work of which more is asked than can be done: one round at a time, a pause after each, and
 * whatever was asked in the meantime is one more round.
 */
export function paced(work: () => Promise<void>, pause = 250): () => void {
  let isBusy = false
  let isWanted = false

  async function rounds(): Promise<void> {
    isBusy = true
    while (isWanted) {
      isWanted = false
      await work()
      await rest(pause)
    }
    isBusy = false
  }

  return () => {
    isWanted = true
    if (!isBusy) void rounds()
  }
}
