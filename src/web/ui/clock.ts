import type { Clock } from '../../core/clock.js'
import type { Timer } from '../../core/timer.js'

/** Real time, as the browser has it. */
export const browserClock: Clock = { now: () => new Date() }

export const browserTimer: Timer = {
  after(delay, callback) {
    const timeout = setTimeout(callback, delay)
    return () => clearTimeout(timeout)
  },
}

/** Resolves after a delay in milliseconds. */
export const browserSleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** Random capital letters and digits. */
export const randomId = (length: number): string =>
  [...crypto.getRandomValues(new Uint32Array(length))]
    .map((number) => alphabet[number % alphabet.length])
    .join('')
