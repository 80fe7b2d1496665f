import { useCallback, useState } from 'preact/hooks'
import { browserClock } from '../ui/clock.js'
import { formatDuration } from '../ui/instant.js'
import { usePolling } from '../ui/use-polling.js'
import { useCurrentWorker } from './current-worker.js'

/** The time left until an instant by the emulator's clock, which may be frozen. */
export function TimeLeft({ until }: { readonly until: string }) {
  const { workerSummary } = useCurrentWorker()
  const [, rerender] = useState(0)
  usePolling(
    1000,
    useCallback(() => rerender((count) => count + 1), []),
  )
  if (!workerSummary) return null

  const elapsed =
    workerSummary.clock === 'running' ? browserClock.now().getTime() - workerSummary.receivedAt : 0
  const left = Date.parse(until) - Date.parse(workerSummary.now) - elapsed
  if (left <= 0) return <span class="time-left is-over">Time is up</span>
  return (
    <span class={left < warningThreshold ? 'time-left is-soon' : 'time-left'}>
      {formatDuration(left)} left
      {workerSummary.clock === 'frozen' && <span class="hint"> (clock is frozen)</span>}
    </span>
  )
}

/** In milliseconds. */
const warningThreshold = 60_000
