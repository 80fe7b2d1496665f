import type { Records } from '../../core/records.js'

/** The deletion of a queue. */
export interface QueueDeletion {
  /** Account, region and name. */
  readonly queue: string
  /** In epoch milliseconds. */
  readonly deletedAt: number
}

/** How long the name of a deleted queue cannot be used, in milliseconds. */
const recreationInterval = 60_000

/** The queues that were deleted in the last 60 seconds. */
export class QueueDeletions {
  readonly #records: Records<QueueDeletion> | undefined
  readonly #deletions = new Map<string, QueueDeletion>()

  constructor(records: Records<QueueDeletion> | undefined) {
    this.#records = records
    for (const deletion of records?.load(owner) ?? []) this.#deletions.set(deletion.queue, deletion)
  }

  hasRecent(queue: string, now: Date): boolean {
    this.#evictOld(now)
    return this.#deletions.has(queue)
  }

  add(queue: string, now: Date): void {
    this.#evictOld(now)
    const deletion = { queue, deletedAt: now.getTime() }
    // Inserted again, so that the deletions stay in the order of their instants.
    this.#deletions.delete(queue)
    this.#deletions.set(queue, deletion)
    this.#records?.put(deletion, owner)
  }

  clear(): void {
    this.#deletions.clear()
    this.#records?.removeAll(owner)
  }

  #evictOld(now: Date): void {
    for (const deletion of this.#deletions.values()) {
      if (now.getTime() - deletion.deletedAt < recreationInterval) return
      this.#deletions.delete(deletion.queue)
      this.#records?.remove(deletion)
    }
  }
}

/** Of the records. */
const owner = 'deleted queues'
