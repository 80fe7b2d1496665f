import { Instant } from '../../ui/instant.js'
import { TextBlock } from '../../ui/text-block.js'

interface MessageProps {
  readonly id: string
  readonly at: string
  /** What is unusual about it. */
  readonly state?: string
  readonly body: string
  readonly more?: object
}

/** One message; what SNS put into an envelope is shown out of it as well. */
export function Message({ id, at, state, body, more }: MessageProps) {
  const inside = insideOf(body)
  return (
    <details class="message">
      <summary>
        <Instant at={at} />
        {state && <span class="tag">{state}</span>}
        <span class="ellipsis muted">{gist(inside ?? body)}</span>
      </summary>
      <TextBlock title="Body" text={body} />
      {inside && <TextBlock title="Message inside" text={inside} />}
      {more && <TextBlock title="Attributes" text={JSON.stringify({ MessageId: id, ...more })} />}
    </details>
  )
}

/** The event types of a notification, else how it begins. */
function gist(body: string): string {
  const types = [...body.matchAll(/"EventType":"(\w+)"/g)].map(([, type]) => type)
  return types.length > 0 ? [...new Set(types)].join(', ') : body.slice(0, 200)
}

function insideOf(body: string): string | undefined {
  try {
    const { Type, Message: message } = JSON.parse(body) as { Type?: string; Message?: string }
    return Type === 'Notification' && typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
