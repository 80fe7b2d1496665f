import { useEffect, useState } from 'preact/hooks'
import type { Clock } from '../../core/clock.js'

/** Real time, as the browser has it. */
export const browserClock: Clock = { now: () => new Date() }

/** Resolves after a delay in milliseconds. */
export const browserSleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** The emulator's clock as the server reported it. */
export interface ClockReading {
  readonly now: string
  readonly isRunning: boolean
  /** When the browser received it, in milliseconds of the browser's clock. */
  readonly receivedAt: number
}

/**
 * The current time of the emulator's clock, in milliseconds. While the clock is running the component
 * renders every second, without requests.
 */
export function useEmulatorTime({ now, isRunning, receivedAt }: ClockReading): number {
  const [, render] = useState(0)
  useEffect(() => {
    if (!isRunning) return undefined
    const interval = setInterval(() => render((count) => count + 1), 1000)
    return () => clearInterval(interval)
  }, [isRunning])
  return Date.parse(now) + (isRunning ? browserClock.now().getTime() - receivedAt : 0)
}
