import type { Clock } from '../../core/clock.js'
import type { Timer } from '../../core/timer.js'

/** The wall's clock, as a page in a browser has it. */
export const browserClock: Clock = { now: () => new Date() }

/** The wall's timer there. */
export const browserTimer: Timer = {
  after(delay, wake) {
    const timeout = setTimeout(wake, delay)
    return () => clearTimeout(timeout)
  },
}

/** Resolves when the delay, in milliseconds, is over. */
export const rest = (delay: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, delay)
  })

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** So many capitals and digits by chance. */
export const byChance = (count: number): string =>
  [...crypto.getRandomValues(new Uint32Array(count))]
    .map((number) => alphabet[number % alphabet.length])
    .join('')
