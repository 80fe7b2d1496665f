import { Heap } from './heap.js'
import type { SqsMessage } from './message.js'

/** The messages that are ready, and whose turn it is. */
export interface ReadyMessages {
  /** A message has become ready. */
  add(message: SqsMessage): void
  /** A message was handed out. */
  lock(message: SqsMessage): void
  /** A message that was handed out came back, or was deleted. */
  unlock(message: SqsMessage): void
  /** A message that was ready is gone. */
  remove(message: SqsMessage): void
  /** Takes messages out of the line, one each time it is asked, for one receive. */
  takeInOrder(): Iterator<SqsMessage, undefined>
  clear(): void
}

const byPosition = (a: SqsMessage, b: SqsMessage) => a.position < b.position
const isReady = ({ state }: SqsMessage) => state === 'ready'
const createReadyHeap = () => new Heap<SqsMessage>(byPosition, isReady)

/** In the order they were sent, as far as they are there. */
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
  /** Stands for its first message, as long as none is out. */
  entry?: GroupEntry
}

/**
 * Strictly in order within a group: while a message of it is out, the group waits, unless it is the
 * same receive that takes more of it. What waits is not touched, however much of it there is.
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

  /** Gives the group its turn if it may have one, and forgets it when nothing is left of it. */
  #updateEntry(group: MessageGroup): void {
    const { id, ready, inFlight, entry } = group
    if (inFlight > 0) return
    const position = ready.first?.position
    if (position === undefined) this.#groups.delete(id)
    if (position === entry?.position) return
    group.entry = position === undefined ? undefined : { group, position }
    if (group.entry) this.#entries.push(group.entry)
  }

  /** A standard queue's message that was moved here has no group: all of those are one. */
  #getOrCreateGroup({ groupId: id = '' }: SqsMessage): MessageGroup {
    const existing = this.#groups.get(id)
    if (existing) return existing
    const group: MessageGroup = { id, ready: createReadyHeap(), inFlight: 0 }
    this.#groups.set(id, group)
    return group
  }
}
