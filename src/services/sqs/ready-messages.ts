import { Heap } from './heap.js'
import type { SqsMessage } from './message.js'

/** The ready messages of a queue, in the order in which they are received. */
export interface ReadyMessages {
  /** Adds a message that has become ready. */
  add(message: SqsMessage): void
  /** Called when a message is received. */
  lock(message: SqsMessage): void
  /** Called when a received message becomes visible again or is deleted. */
  unlock(message: SqsMessage): void
  /** Called when a ready message has been removed or hidden. */
  remove(message: SqsMessage): void
  /** Takes messages one by one, for one receive. */
  takeInOrder(): Iterator<SqsMessage, undefined>
  /** How many entries its heaps hold, outdated ones included. */
  countEntries(): number
  clear(): void
}

const byPosition = (a: SqsMessage, b: SqsMessage) => a.position < b.position
const isReady = ({ state }: SqsMessage) => state === 'ready'
const createReadyHeap = () => new Heap<SqsMessage>(byPosition, isReady)

/** In the order of sending. */
export function createStandardReadyMessages(): ReadyMessages {
  const ready = createReadyHeap()
  return {
    add: (message) => ready.push(message),
    lock() {},
    unlock() {},
    remove: () => ready.release(),
    *takeInOrder(): Iterator<SqsMessage, undefined> {
      for (let message = ready.pop(); message; message = ready.pop()) yield message
    },
    countEntries: () => ready.size,
    clear: () => ready.clear(),
  }
}

interface GroupEntry {
  readonly group: MessageGroup
  /** Increases with each entry, so that a group that becomes available queues up behind the others. */
  readonly order: number
}

interface MessageGroup {
  readonly id: string
  readonly ready: Heap<SqsMessage>
  readonly inFlight: Heap<SqsMessage>
  /** Set while its first message can be received. */
  entry?: GroupEntry
}

const isInFlight = ({ state }: SqsMessage) => state === 'in flight'

/**
 * Strictly in order within a group: a message in flight blocks those behind it, except for the same
 * receive. Blocked messages cost nothing, however many there are.
 */
export class FifoReadyMessages implements ReadyMessages {
  readonly #groups = new Map<string, MessageGroup>()
  readonly #entries = new Heap<GroupEntry>(
    (a, b) => a.order < b.order,
    (entry) => entry.group.entry === entry,
  )
  #order = 0

  add(message: SqsMessage): void {
    const group = this.#getOrCreateGroup(message)
    group.ready.push(message)
    this.#updateEntry(group)
  }

  lock(message: SqsMessage): void {
    const group = this.#getOrCreateGroup(message)
    group.inFlight.push(message)
    this.#updateEntry(group)
  }

  unlock(message: SqsMessage): void {
    const group = this.#getOrCreateGroup(message)
    group.inFlight.release()
    this.#updateEntry(group)
  }

  remove(message: SqsMessage): void {
    const group = this.#getOrCreateGroup(message)
    group.ready.release()
    this.#updateEntry(group)
  }

  *takeInOrder(): Iterator<SqsMessage, undefined> {
    for (let entry = this.#entries.pop(); entry; entry = this.#entries.pop()) {
      const { group } = entry
      group.entry = undefined
      const end = group.inFlight.first?.position ?? Number.POSITIVE_INFINITY
      for (
        let message = group.ready.first;
        message && message.position < end;
        message = group.ready.first
      ) {
        group.ready.pop()
        yield message
      }
      this.#updateEntry(group)
    }
  }

  countEntries(): number {
    let count = this.#entries.size
    for (const { ready, inFlight } of this.#groups.values()) count += ready.size + inFlight.size
    return count
  }

  clear(): void {
    this.#groups.clear()
    this.#entries.clear()
  }

  /** Enters or withdraws a group, and removes an empty one. */
  #updateEntry(group: MessageGroup): void {
    const { id, ready, inFlight, entry } = group
    const first = ready.first
    const firstInFlight = inFlight.first
    if (!first && !firstInFlight) this.#groups.delete(id)
    const isAvailable =
      first !== undefined && (!firstInFlight || first.position < firstInFlight.position)
    if (!isAvailable && entry) {
      group.entry = undefined
      this.#entries.release()
    } else if (isAvailable && !entry) {
      group.entry = { group, order: this.#order++ }
      this.#entries.push(group.entry)
    }
  }

  /** Messages without a group, moved here from a standard queue, are one group. */
  #getOrCreateGroup({ groupId: id = '' }: SqsMessage): MessageGroup {
    const existing = this.#groups.get(id)
    if (existing) return existing
    const group: MessageGroup = {
      id,
      ready: createReadyHeap(),
      inFlight: new Heap<SqsMessage>(byPosition, isInFlight),
    }
    this.#groups.set(id, group)
    return group
  }
}
