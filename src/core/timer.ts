/** Calls back after a delay in real time. */
export interface Timer {
  /**
   * @param delay in milliseconds
   * @returns a function that cancels the callback
   */
  after(delay: number, callback: () => void): () => void
}

/** Its pending callbacks do not keep the process alive. */
export const realTimer: Timer = {
  after(delay, callback) {
    const timeout = setTimeout(callback, delay)
    timeout.unref()
    return () => clearTimeout(timeout)
  },
}

/** Resolves after the delay, in milliseconds. */
export const sleep = (timer: Timer, delay: number): Promise<void> =>
  new Promise((resolve) => {
    timer.after(delay, resolve)
  })

/** Lets pending input and timers be handled before it resolves. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
