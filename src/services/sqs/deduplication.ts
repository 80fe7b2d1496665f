import { createHash } from 'node:crypto'
import type { Records } from '../../core/records.js'
import type { NewSqsMessage, SendResult } from './message.js'

/** The deduplication interval of FIFO queues, in milliseconds: five minutes. */
const deduplicationInterval = 5 * 60_000

/** A message that was sent to a FIFO queue. */
export interface DeduplicationEntry {
  readonly queueArn: string
  readonly id: string
  readonly result: SendResult
  /** In epoch milliseconds. */
  readonly expiresAt: number
}

/** The messages sent to a FIFO queue within the deduplication interval. */
export class DeduplicationCache {
  readonly #queueArn: string
  readonly #records: Records<DeduplicationEntry> | undefined
  readonly #entries = new Map<string, DeduplicationEntry>()

  constructor(queueArn: string, records: Records<DeduplicationEntry> | undefined) {
    this.#queueArn = queueArn
    this.#records = records
  }

  /** Loads the entries that were kept. */
  load(): void {
    for (const entry of this.#records?.load(this.#queueArn) ?? [])
      this.#entries.set(entry.id, entry)
  }

  find(id: string | undefined, now: Date): SendResult | undefined {
    if (id === undefined) return undefined
    this.#evictExpired(now.getTime())
    return this.#entries.get(id)?.result
  }

  add(id: string | undefined, result: SendResult, now: Date): void {
    if (id === undefined) return
    const expiresAt = now.getTime() + deduplicationInterval
    const entry = { queueArn: this.#queueArn, id, result, expiresAt }
    this.#entries.set(id, entry)
    this.#records?.put(entry, this.#queueArn)
  }

  /** Removes the entry of a message. */
  forget(messageId: string): void {
    for (const entry of this.#entries.values())
      if (entry.result.id === messageId) this.#remove(entry)
  }

  clear(): void {
    this.#entries.clear()
    this.#records?.removeAll(this.#queueArn)
  }

  /** Entries are in the order of sending, so the first that is not expired ends the search. */
  #evictExpired(now: number): void {
    for (const entry of this.#entries.values()) {
      if (entry.expiresAt > now) return
      this.#remove(entry)
    }
  }

  #remove(entry: DeduplicationEntry): void {
    this.#entries.delete(entry.id)
    this.#records?.remove(entry)
  }
}

/** The sender's ID, or the hash of the body. */
export const resolveDeduplicationId = ({ deduplicationId, body }: NewSqsMessage): string =>
  deduplicationId ?? createHash('sha256').update(body).digest('hex')

/** Identifies a message within the queue or within its group, by the DeduplicationScope. */
export const buildDeduplicationKey = (
  { groupId, deduplicationId }: NewSqsMessage,
  scope: string | undefined,
): string | undefined =>
  scope === 'messageGroup' ? `${groupId} ${deduplicationId}` : deduplicationId
