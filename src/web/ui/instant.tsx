import { browserClock, useTick, useToday } from './clock.js'

/**
 * An instant of the emulator's clock in UTC, as in payloads and responses; without the date if it is
 * today.
 */
export function Instant({ at, whole = false }: { readonly at: string; readonly whole?: boolean }) {
  const [day, time] = [at.slice(0, 10), at.slice(11, 19)]
  const isToday = day === useToday()
  return (
    <time dateTime={at} title={at}>
      {isToday && !whole ? time : `${day} ${time}`}
    </time>
  )
}

interface RealInstantProps {
  readonly at: string
  /** An earlier instant of real time: then the distance from it is shown. */
  readonly since?: string
}

/**
 * An instant of real time as a distance, so that it is not taken for one of the emulator's clock:
 * `3 min ago`, `0.1 s later`.
 */
export function RealInstant({ at, since }: RealInstantProps) {
  useTick(60_000, since === undefined)
  const distance = Date.parse(since ?? browserClock.now().toISOString()) - Date.parse(at)
  return (
    <time dateTime={at} title={`${at} in real time`}>
      {formatDistance(distance, since === undefined)}
    </time>
  )
}

function formatDistance(milliseconds: number, isFromNow: boolean): string {
  const length = Math.abs(milliseconds)
  if (isFromNow && length < 5000) return 'now'
  const isShort = !isFromNow && length < 9950
  const text = isShort ? `${Number((length / 1000).toFixed(1))} s` : formatDuration(length, 1)
  if (isFromNow) return milliseconds < 0 ? `in ${text}` : `${text} ago`
  return milliseconds > 0 ? `${text} earlier` : `${text} later`
}

/** A duration in its largest units: `2 d 3 h`, `45 s`. */
export function formatDuration(milliseconds: number, maxUnits = 2): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000)
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return '0 s'
  return parts
    .slice(first, first + maxUnits)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
