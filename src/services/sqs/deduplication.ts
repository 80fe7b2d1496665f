import { createHash } from 'node:crypto'
import type { QueueAttributes } from './attributes.js'
import type { NewSqsMessage, SendResult } from './message.js'

/** The deduplication interval of FIFO queues, in milliseconds: five minutes. */
const deduplicationInterval = 5 * 60_000

/** The messages sent to a FIFO queue within the deduplication interval. */
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

  /** Entries are in the order of sending, so the first that is not expired ends the search. */
  #evictExpired(now: number): void {
    for (const [id, { expiresAt }] of this.#results) {
      if (expiresAt > now) return
      this.#results.delete(id)
    }
  }
}

/** The sender's ID, or the hash of the body. */
export const resolveDeduplicationId = ({ deduplicationId, body }: NewSqsMessage): string =>
  deduplicationId ?? createHash('sha256').update(body).digest('hex')

/** Identifies a message within the queue or within its group, by the queue's scope. */
export const buildDeduplicationKey = (
  { groupId, deduplicationId }: NewSqsMessage,
  { DeduplicationScope }: QueueAttributes,
): string | undefined =>
  DeduplicationScope === 'messageGroup' ? `${groupId} ${deduplicationId}` : deduplicationId
