import type { Json } from '../../../server/control/contract.js'
import type { HITTypeTold } from '../../../server/control/market-contract.js'
import { Empty } from '../../ui/empty.js'
import { Fact } from '../../ui/fact.js'
import { useFetched } from '../../ui/fetched.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { TextBlock } from '../../ui/text-block.js'
import { mturkCommand } from '../aws-cli.js'
import { control } from '../control.js'

/** Whom a HIT type tells of what, and where that was changed lately, until when it was otherwise. */
export const NotificationSettings = ({ hitType }: { readonly hitType: Json<HITTypeTold> }) => (
  <section aria-label="Notification settings">
    <h3>Notification settings</h3>
    {hitType.notification ? (
      <Settings settings={hitType.notification} />
    ) : (
      <Empty title="It tells nobody what happens.">
        <p>UpdateNotificationSettings has it told to an address, a queue or a topic.</p>
      </Empty>
    )}
    <AsCommand hitType={hitType} />
  </section>
)

type Settings = NonNullable<Json<HITTypeTold>['notification']>

const Settings = ({ settings: { specification, active, before } }: { settings: Settings }) => (
  <dl class="facts">
    <Fact name="State">
      <Status mood={active ? 'good' : 'plain'}>{active ? 'on' : 'off'}</Status>
      {before && (
        <>
          {' '}
          comes into force <Instant at={before.until} whole />
        </>
      )}
    </Fact>
    <Fact name="Destination">
      <span class="tag">{specification.Transport}</span> <code>{specification.Destination}</code>
    </Fact>
    <Fact name="Events">
      <ul class="tags">
        {specification.EventTypes.map((type) => (
          <li class="tag" key={type}>
            {type}
          </li>
        ))}
      </ul>
    </Fact>
    <Fact name="Document version">{specification.Version}</Fact>
  </dl>
)

const suggested = {
  Destination: 'you@example.com',
  Transport: 'Email',
  Version: '2014-08-15',
  EventTypes: ['HITReviewable', 'AssignmentSubmitted'],
}

function AsCommand({ hitType: { id, notification } }: { readonly hitType: Json<HITTypeTold> }) {
  const { value: info } = useFetched('info', control.info)
  if (!info) return null
  const Notification = notification?.specification ?? suggested
  const input = { HITTypeId: id, Notification, Active: notification?.active ?? true }
  return (
    <TextBlock
      title="Set from a terminal"
      text={mturkCommand(info.endpoint, 'UpdateNotificationSettings', JSON.stringify(input))}
    />
  )
}
