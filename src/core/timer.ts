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

/** Resolves after the delay, in milliseconds, or as soon as the signal is aborted. */
export const sleep = (timer: Timer, delay: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const wake = () => {
      cancel()
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const cancel = timer.after(delay, wake)
    signal?.addEventListener('abort', wake)
  })

/** Lets pending input and timers be handled before it resolves. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
