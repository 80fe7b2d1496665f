import type { ComponentChildren } from 'preact'
import { RealInstant } from '../../ui/instant.js'
import { TextBlock } from '../../ui/text-block.js'

interface MessageDetailsProps {
  readonly id: string
  readonly at: string
  readonly state?: string
  readonly body: string
  readonly attributes?: object
  /** Actions on the message. */
  readonly children?: ComponentChildren
}

/** One message; the message inside an SNS envelope is shown separately, too. */
export function MessageDetails(props: MessageDetailsProps) {
  const { id, at, state, body, attributes, children } = props
  const innerMessage = unwrapNotification(body)
  return (
    <details class="message">
      <summary>
        <RealInstant at={at} />
        {state && <span class="tag">{state}</span>}
        <span class="ellipsis muted">{preview(innerMessage ?? body)}</span>
      </summary>
      <TextBlock title="Body" text={body} />
      {innerMessage && <TextBlock title="Inner message" text={innerMessage} />}
      {attributes && (
        <TextBlock title="Attributes" text={JSON.stringify({ MessageId: id, ...attributes })} />
      )}
      {children && <div class="buttons">{children}</div>}
    </details>
  )
}

/** The event types of a notification, or the beginning of any other text. */
function preview(body: string): string {
  const types = [...body.matchAll(/"EventType":"(\w+)"/g)].map(([, type]) => type)
  return types.length > 0 ? [...new Set(types)].join(', ') : body.slice(0, 200)
}

function unwrapNotification(body: string): string | undefined {
  try {
    const { Type, Message: message } = JSON.parse(body) as { Type?: string; Message?: string }
    return Type === 'Notification' && typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
