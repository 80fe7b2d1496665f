import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ClockView } from '../../../server/control/views.js'
import { browserClock, type ClockReading } from '../../ui/clock.js'
import { type QueryResult, useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'

type WorldClockView = ClockView & ClockReading

/** The emulator's clock and its upcoming jobs, loaded once for the sidebar and the page. */
export const useLoadedClock = (): QueryResult<WorldClockView> =>
  useLiveQuery('clock', loadClock, ['clock', 'hit', 'assignment', 'crowd'])

export const WorldClockContext = createContext<QueryResult<WorldClockView>>({ refresh() {} })

export const useWorldClock = (): QueryResult<WorldClockView> => useContext(WorldClockContext)

async function loadClock(): Promise<WorldClockView> {
  const clock = await control.clock()
  return {
    ...clock,
    isRunning: clock.state === 'running',
    receivedAt: browserClock.now().getTime(),
  }
}

/** Freezes the clock, or lets it run. */
export const setClockState = (state: ClockView['state']) =>
  control.request('PUT /_mturk/clock', { body: { state } })

/** Advances the clock to an instant, in ISO 8601. */
export const advanceTo = (to: string) =>
  control.request('POST /_mturk/clock/advance', { body: { to } })

export const advanceSteps = {
  '1 minute': 'PT1M',
  '1 hour': 'PT1H',
  '1 day': 'P1D',
  '1 week': 'P7D',
} as const
