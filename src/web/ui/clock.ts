import type { Clock } from '../../core/clock.js'
import type { Timer } from '../../core/timer.js'

/** The wall's clock, as a page in a browser has it. */
export const browserClock: Clock = { now: () => new Date() }

/** The wall's timer there. */
export const browserTimer: Timer = {
  after(delay, callback) {
    const timeout = setTimeout(callback, delay)
    return () => clearTimeout(timeout)
  },
}

/** Resolves when the delay, in milliseconds, is over. */
export const browserSleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** So many capitals and digits by chance. */
export const randomId = (length: number): string =>
  [...crypto.getRandomValues(new Uint32Array(length))]
    .map((number) => alphabet[number % alphabet.length])
    .join('')
