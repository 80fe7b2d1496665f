import { createHash } from 'node:crypto'
import type { QueueAttributes } from './attributes.js'
import type { NewSqsMessage, SendResult } from './message.js'

/** How long a FIFO queue knows a message again, in milliseconds: five minutes. */
const deduplicationInterval = 5 * 60_000

/** What a FIFO queue was sent lately, by deduplication ID. */
export class DeduplicationCache {
  readonly #results = new Map<string, { readonly result: SendResult; readonly expiresAt: number }>()

  find(id: string | undefined, now: Date): SendResult | undefined {
    if (id === undefined) return undefined
    this.#evictExpired(now.getTime())
    return this.#results.get(id)?.result
  }

  add(id: string | undefined, result: SendResult, now: Date): void {
    if (id !== undefined)
      this.#results.set(id, { result, expiresAt: now.getTime() + deduplicationInterval })
  }

  clear(): void {
    this.#results.clear()
  }

  /** They stand in the order they came, so the first that still counts ends the search. */
  #evictExpired(now: number): void {
    for (const [id, { expiresAt }] of this.#results) {
      if (expiresAt > now) return
      this.#results.delete(id)
    }
  }
}

/** Its own, or the one that its content makes. */
export const resolveDeduplicationId = ({ deduplicationId, body }: NewSqsMessage): string =>
  deduplicationId ?? createHash('sha256').update(body).digest('hex')

/** What a message is known again by: its ID in the whole queue, or in its group. */
export const buildDeduplicationKey = (
  { groupId, deduplicationId }: NewSqsMessage,
  { DeduplicationScope }: QueueAttributes,
): string | undefined =>
  DeduplicationScope === 'messageGroup' ? `${groupId} ${deduplicationId}` : deduplicationId
