import { type ClockReading, useEmulatorTime } from '../ui/clock.js'
import { formatDuration } from '../ui/instant.js'
import { useCurrentWorker } from './current-worker.js'

interface TimeLeftProps {
  readonly until: string
  /** All the time that was allotted, in milliseconds. */
  readonly total: number
}

/** The time left until an instant by the emulator's clock, which may be frozen. */
export function TimeLeft(props: TimeLeftProps) {
  const { workerSummary } = useCurrentWorker()
  return workerSummary ? <Countdown {...props} clock={workerSummary} /> : null
}

interface CountdownProps extends TimeLeftProps {
  readonly clock: ClockReading
}

function Countdown({ until, total, clock }: CountdownProps) {
  const left = Date.parse(until) - useEmulatorTime(clock)
  if (left <= 0) return <span class="time-left is-over">Time is up</span>
  return (
    <span class={left < total * warningShare ? 'time-left is-soon' : 'time-left'}>
      {formatDuration(left)} left
      {!clock.isRunning && <span class="hint"> (clock is frozen)</span>}
    </span>
  )
}

/** The last part of the time is a warning. */
const warningShare = 0.1
