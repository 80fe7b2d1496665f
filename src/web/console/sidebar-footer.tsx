import { CopyButton } from '../ui/copy-button.js'
import { useConnectionState } from '../ui/live-events.js'
import { StatusBadge } from '../ui/status-badge.js'
import { useInfo } from './control.js'
import { ResetMenu } from './reset-menu.js'

const connectionLabels = {
  connecting: { tone: 'waiting', label: 'Connecting' },
  live: { tone: 'good', label: 'Live' },
  lost: { tone: 'bad', label: 'Disconnected' },
} as const

/** The state of the live connection, and the addresses for programs. */
export function SidebarFooter({ showHelp }: { readonly showHelp: () => void }) {
  const { tone, label } = connectionLabels[useConnectionState()]
  const { value: info } = useInfo()

  return (
    <footer>
      <p aria-live="polite">
        <StatusBadge tone={tone}>{label}</StatusBadge>
      </p>
      {info && (
        <dl>
          <dt>
            Endpoint <CopyButton text={info.endpoint} description="the endpoint" />
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
      <ul class="links">
        <li>
          <a href="/worker" target="_blank" rel="noreferrer">
            Worker site
          </a>
        </li>
        <li>
          <a href="/console/docs">Docs</a>
        </li>
        <li>
          <button type="button" class="quiet" onClick={showHelp}>
            Keyboard
          </button>
        </li>
      </ul>
      <ResetMenu />
      <p class="hint">Times are UTC. {info && `Version ${info.version}.`} Not by Amazon.</p>
    </footer>
  )
}
