import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
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
export function useEmulatorTime(reading: ClockReading): number {
  useTick(1000, reading.isRunning)
  return readEmulatorTime(reading)
}

const readEmulatorTime = ({ now, isRunning, receivedAt }: ClockReading): number =>
  Date.parse(now) + (isRunning ? browserClock.now().getTime() - receivedAt : 0)

/** Renders the component again after each period, in milliseconds. */
export function useTick(period: number, isEnabled = true): void {
  const [, render] = useState(0)
  useEffect(() => {
    if (!isEnabled) return undefined
    const interval = setInterval(() => render((count) => count + 1), period)
    return () => clearInterval(interval)
  }, [period, isEnabled])
}

/** The emulator's clock for the whole site; undefined until it is loaded. */
export const ClockContext = createContext<ClockReading | undefined>(undefined)

/** The day by the emulator's clock, as in `2026-01-31`; by real time until the clock is loaded. */
export function useToday(): string {
  const reading = useContext(ClockContext)
  const now = reading ? readEmulatorTime(reading) : browserClock.now().getTime()
  return new Date(now).toISOString().slice(0, 10)
}
