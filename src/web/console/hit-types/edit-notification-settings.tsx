import { useState } from 'preact/hooks'
import type { HITTypeView } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Radios } from '../../ui/fields.js'
import { useAction } from '../../ui/use-action.js'
import { callMturk } from '../call-mturk.js'
import { useInfo } from '../control.js'
import { DestinationField } from '../send/destination-field.js'
import { EventTypesField } from '../send/event-types-field.js'

interface EditNotificationSettingsProps {
  readonly hitType: HITTypeView
  readonly onSaved: () => void
}

/** A form for UpdateNotificationSettings. */
export function EditNotificationSettings({ hitType, onSaved }: EditNotificationSettingsProps) {
  const { specification, active } = hitType.notification ?? {}
  const [form, setForm] = useState({
    transport: specification?.Transport ?? 'Email',
    destination: specification?.Destination ?? 'you@example.com',
    version: specification?.Version ?? '2014-08-15',
    eventTypes: (specification?.EventTypes ?? [
      'AssignmentSubmitted',
      'HITReviewable',
    ]) as readonly string[],
    isActive: active ?? true,
    account: hitType.account,
  })
  const change = (next: Partial<typeof form>) => setForm((previous) => ({ ...previous, ...next }))
  const { isBusy, error, handleSubmit } = useAction()
  const { value: info } = useInfo()

  async function save(): Promise<void> {
    await callMturk(hitType.account, 'UpdateNotificationSettings', {
      HITTypeId: hitType.id,
      Notification: {
        Destination: form.destination,
        Transport: form.transport,
        Version: form.version,
        EventTypes: form.eventTypes,
      },
      Active: form.isActive,
    })
    onSaved()
  }

  return (
    <form class="card" aria-label="Edit notification settings" onSubmit={handleSubmit(save)}>
      <Radios
        legend="Transport"
        name="transport"
        values={['Email', 'SQS', 'SNS']}
        value={form.transport}
        choose={(transport) => change({ transport: transport as 'Email', destination: '' })}
      />
      <DestinationField form={form} change={change} />
      <EventTypesField
        legend="Events"
        all={info?.eventTypes.filter((type) => type !== 'Ping') ?? []}
        selected={form.eventTypes}
        choose={(eventTypes) => change({ eventTypes })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={form.isActive}
          onChange={({ currentTarget }) => change({ isActive: currentTarget.checked })}
        />
        Send notifications
      </label>
      <div class="buttons">
        <button type="submit" class="strong" disabled={isBusy || form.eventTypes.length === 0}>
          Save
        </button>
        <button type="button" onClick={onSaved}>
          Cancel
        </button>
      </div>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </form>
  )
}
