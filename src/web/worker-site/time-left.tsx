import { useCallback, useState } from 'preact/hooks'
import { browserClock } from '../ui/clock.js'
import { useEvery } from '../ui/every.js'
import { inWords } from '../ui/instant.js'
import { useWorkingAs } from './working-as.js'

/** How long it is until an instant by the world's clock, which may stand still. */
export function TimeLeft({ until }: { readonly until: string }) {
  const { standing } = useWorkingAs()
  const [, look] = useState(0)
  useEvery(
    1000,
    useCallback(() => look((times) => times + 1), []),
  )
  if (!standing) return null

  const passed = standing.clock === 'running' ? browserClock.now().getTime() - standing.heardAt : 0
  const left = Date.parse(until) - Date.parse(standing.now) - passed
  if (left <= 0) return <span class="time-left is-over">Time is over</span>
  return (
    <span class={left < soon ? 'time-left is-soon' : 'time-left'}>
      {inWords(left)} left{standing.clock === 'frozen' && <span class="hint"> (clock stands)</span>}
    </span>
  )
}

/** In milliseconds. */
const soon = 60_000
