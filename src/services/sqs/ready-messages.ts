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
  /** Called when a ready message is removed. */
  remove(message: SqsMessage): void
  /** Takes messages one by one, for one receive. */
  takeInOrder(): Iterator<SqsMessage, undefined>
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
    remove() {},
    *takeInOrder(): Iterator<SqsMessage, undefined> {
      for (let message = ready.pop(); message; message = ready.pop()) yield message
    },
    clear: () => ready.clear(),
  }
}

interface GroupEntry {
  readonly group: MessageGroup
  readonly position: number
}

interface MessageGroup {
  readonly id: string
  readonly ready: Heap<SqsMessage>
  inFlight: number
  /** The queue entry of its first message, while none is in flight. */
  entry?: GroupEntry
}

/**
 * Strictly in order within a group: while a message of it is in flight, the group is blocked, except
 * for the same receive. Blocked messages cost nothing, however many there are.
 */
export class FifoReadyMessages implements ReadyMessages {
  readonly #groups = new Map<string, MessageGroup>()
  readonly #entries = new Heap<GroupEntry>(
    (a, b) => a.position < b.position,
    (entry) => entry.group.entry === entry,
  )

  add(message: SqsMessage): void {
    const group = this.#getOrCreateGroup(message)
    group.ready.push(message)
    this.#updateEntry(group)
  }

  lock(message: SqsMessage): void {
    const group = this.#getOrCreateGroup(message)
    group.inFlight++
    group.entry = undefined
  }

  unlock(message: SqsMessage): void {
    const group = this.#getOrCreateGroup(message)
    group.inFlight--
    this.#updateEntry(group)
  }

  remove(message: SqsMessage): void {
    this.#updateEntry(this.#getOrCreateGroup(message))
  }

  *takeInOrder(): Iterator<SqsMessage, undefined> {
    for (let entry = this.#entries.pop(); entry; entry = this.#entries.pop()) {
      const { group } = entry
      group.entry = undefined
      for (let message = group.ready.pop(); message; message = group.ready.pop()) yield message
      this.#updateEntry(group)
    }
  }

  clear(): void {
    this.#groups.clear()
    this.#entries.clear()
  }

  /** Enters an unblocked group under its first message, and removes an empty group. */
  #updateEntry(group: MessageGroup): void {
    const { id, ready, inFlight, entry } = group
    if (inFlight > 0) return
    const position = ready.first?.position
    if (position === undefined) this.#groups.delete(id)
    if (position === entry?.position) return
    group.entry = position === undefined ? undefined : { group, position }
    if (group.entry) this.#entries.push(group.entry)
  }

  /** Messages without a group, moved here from a standard queue, are one group. */
  #getOrCreateGroup({ groupId: id = '' }: SqsMessage): MessageGroup {
    const existing = this.#groups.get(id)
    if (existing) return existing
    const group: MessageGroup = { id, ready: createReadyHeap(), inFlight: 0 }
    this.#groups.set(id, group)
    return group
  }
}
