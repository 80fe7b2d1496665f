import { createHash } from 'node:crypto'
import type { QueueAttributes } from './attributes.js'
import type { NewMessage, Sent } from './message.js'

/** How long a FIFO queue knows a message again, in milliseconds: five minutes. */
const interval = 5 * 60_000

/** What a FIFO queue was sent lately, by deduplication ID. */
export class Deduplication {
  readonly #sent = new Map<string, { readonly sent: Sent; readonly until: number }>()

  find(id: string | undefined, now: Date): Sent | undefined {
    if (id === undefined) return undefined
    this.#forgetUntil(now.getTime())
    return this.#sent.get(id)?.sent
  }

  remember(id: string | undefined, sent: Sent, now: Date): void {
    if (id !== undefined) this.#sent.set(id, { sent, until: now.getTime() + interval })
  }

  clear(): void {
    this.#sent.clear()
  }

  /** They stand in the order they came, so the first that still counts ends the search. */
  #forgetUntil(now: number): void {
    for (const [id, { until }] of this.#sent) {
      if (until > now) return
      this.#sent.delete(id)
    }
  }
}

/** Its own, or the one that its content makes. */
export const deduplicationIdOf = ({ deduplicationId, body }: NewMessage): string =>
  deduplicationId ?? createHash('sha256').update(body).digest('hex')

/** What a message is known again by: its ID in the whole queue, or in its group. */
export const scopeOf = (
  { groupId, deduplicationId }: NewMessage,
  { DeduplicationScope }: QueueAttributes,
): string | undefined =>
  DeduplicationScope === 'messageGroup' ? `${groupId} ${deduplicationId}` : deduplicationId
