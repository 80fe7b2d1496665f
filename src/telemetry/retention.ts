import type { Log } from '../log.js'

/**
 * Tells the log that too much is kept somewhere, so that old things are let go: at the first one,
 * and whenever there have been ten times as many, since what is full loses one with each that comes.
 */
export function dropWatch(log: Log): (where: string, dropped: number) => void {
  const next = new Map<string, number>()

  return (where, dropped) => {
    if (dropped < (next.get(where) ?? 1)) return
    next.set(where, 10 ** (Math.floor(Math.log10(dropped)) + 1))
    log.warn(`${where} is full: the oldest are let go`, { dropped })
  }
}
