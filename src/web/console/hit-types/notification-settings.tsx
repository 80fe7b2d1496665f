import { useState } from 'preact/hooks'
import type { HITTypeView } from '../../../server/control/views.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Facts } from '../../ui/facts.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { formatMturkCommand } from '../aws-cli.js'
import { CommandLine } from '../command-line.js'
import { useInfo } from '../control.js'
import { EditNotificationSettings } from './edit-notification-settings.js'

/** The notification settings of a HIT type, and when a recent change takes effect. */
export function NotificationSettings({ hitType }: { readonly hitType: HITTypeView }) {
  const [isEditing, setEditing] = useState(false)
  if (isEditing)
    return (
      <section aria-label="Notification settings">
        <h3>Notification settings</h3>
        <EditNotificationSettings hitType={hitType} onSaved={() => setEditing(false)} />
      </section>
    )
  return (
    <section aria-label="Notification settings">
      <h3>Notification settings</h3>
      {hitType.notification ? (
        <Settings settings={hitType.notification} />
      ) : (
        <EmptyState title="No notifications are configured.">
          <p>The events of its HITs can go to an email address, a queue or a topic.</p>
        </EmptyState>
      )}
      <div class="buttons">
        <button type="button" onClick={() => setEditing(true)}>
          Edit
        </button>
      </div>
      <SettingsCommand hitType={hitType} />
    </section>
  )
}

type Settings = NonNullable<HITTypeView['notification']>

const Settings = ({ settings: { specification, active, before } }: { settings: Settings }) => (
  <Facts
    entries={{
      State: (
        <>
          <StatusBadge tone={active ? 'good' : 'plain'}>{active ? 'on' : 'off'}</StatusBadge>
          {before && (
            <>
              {' '}
              takes effect at <Instant at={before.until} whole />
            </>
          )}
        </>
      ),
      Destination: (
        <>
          <span class="tag">{specification.Transport}</span>{' '}
          <code>{specification.Destination}</code>
        </>
      ),
      Events: (
        <ul class="tags">
          {specification.EventTypes.map((type) => (
            <li class="tag" key={type}>
              {type}
            </li>
          ))}
        </ul>
      ),
      Version: specification.Version,
    }}
  />
)

const suggestedSpecification = {
  Destination: 'you@example.com',
  Transport: 'Email',
  Version: '2014-08-15',
  EventTypes: ['HITReviewable', 'AssignmentSubmitted'],
}

function SettingsCommand({ hitType: { id, notification } }: { readonly hitType: HITTypeView }) {
  const { value: info } = useInfo()
  if (!info) return null
  const Notification = notification?.specification ?? suggestedSpecification
  const input = { HITTypeId: id, Notification, Active: notification?.active ?? true }
  return (
    <CommandLine
      format={(shell) =>
        formatMturkCommand(
          shell,
          info.endpoint,
          'UpdateNotificationSettings',
          JSON.stringify(input),
        )
      }
    />
  )
}
