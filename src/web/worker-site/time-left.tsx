import { type ClockReading, useEmulatorTime } from '../ui/clock.js'
import { formatDuration } from '../ui/instant.js'
import { useCurrentWorker } from './current-worker.js'

/** The time left until an instant by the emulator's clock, which may be frozen. */
export function TimeLeft({ until }: { readonly until: string }) {
  const { workerSummary } = useCurrentWorker()
  return workerSummary ? <Countdown until={until} clock={workerSummary} /> : null
}

interface CountdownProps {
  readonly until: string
  readonly clock: ClockReading
}

function Countdown({ until, clock }: CountdownProps) {
  const left = Date.parse(until) - useEmulatorTime(clock)
  if (left <= 0) return <span class="time-left is-over">Time is up</span>
  return (
    <span class={left < warningThreshold ? 'time-left is-soon' : 'time-left'}>
      {formatDuration(left)} left
      {!clock.isRunning && <span class="hint"> (clock is frozen)</span>}
    </span>
  )
}

/** In milliseconds. */
const warningThreshold = 60_000
