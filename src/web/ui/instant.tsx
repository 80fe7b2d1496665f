import { browserClock } from './clock.js'

/** An instant in UTC, as in payloads and responses; without the date if it is today. */
export function Instant({ at, whole = false }: { readonly at: string; readonly whole?: boolean }) {
  const [day, time] = [at.slice(0, 10), at.slice(11, 19)]
  const isToday = day === browserClock.now().toISOString().slice(0, 10)
  return (
    <time dateTime={at} title={at}>
      {isToday && !whole ? time : `${day} ${time}`}
    </time>
  )
}

/** A duration in its two largest units: `2 d 3 h`, `45 s`. */
export function formatDuration(milliseconds: number): string {
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
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
