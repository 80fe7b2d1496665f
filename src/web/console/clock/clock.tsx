import { Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { useFetched } from '../../ui/fetched.js'
import { Status } from '../../ui/status.js'
import { WorkingButton } from '../../ui/working-button.js'
import { control } from '../control.js'
import { AdvanceBy } from './advance-by.js'
import { AdvanceTo } from './advance-to.js'
import { Coming } from './coming.js'

/** The world's clock: what it says, what it will bring, and how to move it. */
export function Clock() {
  const { value: clock, error, refresh } = useFetched('clock', control.clock, ['call'])
  useEvery(1000, refresh)
  const isRunning = clock?.state === 'running'
  const move = (moved: Promise<unknown>) => moved.then(refresh)

  return (
    <div class="page">
      <header class="title">
        <h1>Clock</h1>
        {clock && (
          <Status mood={isRunning ? 'good' : 'plain'}>{isRunning ? 'running' : 'frozen'}</Status>
        )}
      </header>
      {error && <Failed>{error}</Failed>}
      {clock && (
        <>
          <p class="clock">
            <time dateTime={clock.now}>
              {clock.now.slice(0, 10)} <strong>{clock.now.slice(11, 19)}</strong>
            </time>{' '}
            <span class="muted">UTC</span>
          </p>
          <p class="lead">
            {isRunning
              ? 'It runs as the wall’s clock does, from where it was set.'
              : 'It stands still until it is moved, so that whatever falls due waits for you.'}
          </p>
          <div class="buttons">
            <WorkingButton work={() => move(control.setClock(isRunning ? 'frozen' : 'running'))}>
              {isRunning ? 'Freeze it' : 'Let it run'}
            </WorkingButton>
          </div>
          <AdvanceBy advance={(by) => move(control.advance(by))} />
          <AdvanceTo now={clock.now} advance={(to) => move(control.advanceTo(to))} />
          <Coming clock={clock} advance={(to) => move(control.advanceTo(to))} />
        </>
      )}
    </div>
  )
}
