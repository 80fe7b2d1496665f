import { CopyButton } from '../ui/copy-button.js'
import { useFetched } from '../ui/fetched.js'
import { useConnection } from '../ui/live.js'
import { Status } from '../ui/status.js'
import { control } from './control.js'

const connections = {
  connecting: { mood: 'waiting', says: 'Connecting' },
  live: { mood: 'good', says: 'Live' },
  lost: { mood: 'bad', says: 'Not reached' },
} as const

/** Whether the page is live, and how programs reach the emulator. */
export function SideFoot() {
  const { mood, says } = connections[useConnection()]
  const { value: info } = useFetched('info', control.info)

  return (
    <footer>
      <p aria-live="polite">
        <Status mood={mood}>{says}</Status>
      </p>
      {info && (
        <dl>
          <dt>
            Endpoint <CopyButton text={info.endpoint} what="the endpoint" />
          </dt>
          <dd>
            <code>{info.endpoint}</code>
          </dd>
          <dt>Mailbox</dt>
          <dd>
            <code>{info.smtp}</code>
          </dd>
        </dl>
      )}
      <p class="hint">Times are UTC. {info && `Version ${info.version}.`} It is not Amazon.</p>
    </footer>
  )
}
