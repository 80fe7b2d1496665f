/** Calls back after a while by the wall's clock; calling what it returns calls it off. */
export interface Timer {
  /** @param delay in milliseconds */
  after(delay: number, callback: () => void): () => void
}

/** The process may end while such a timer is still to ring. */
export const realTimer: Timer = {
  after(delay, callback) {
    const timeout = setTimeout(callback, delay)
    timeout.unref()
    return () => clearTimeout(timeout)
  },
}

/** Resolves when the delay, in milliseconds, is over. */
export const sleep = (timer: Timer, delay: number): Promise<void> =>
  new Promise((resolve) => {
    timer.after(delay, resolve)
  })

/** Lets whatever else waits have its turn: what came in over a socket, what rang. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
