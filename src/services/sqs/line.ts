import { Heap } from './heap.js'
import type { Message } from './message.js'

/** The messages that are ready, and whose turn it is. */
export interface Line {
  /** A message has become ready. */
  add(message: Message): void
  /** A message was handed out. */
  hold(message: Message): void
  /** A message that was handed out came back, or was deleted. */
  release(message: Message): void
  /** A message that was ready is gone. */
  drop(message: Message): void
  /** Takes messages out of the line, one each time it is asked, for one receive. */
  round(): Iterator<Message, undefined>
  clear(): void
}

const byPosition = (a: Message, b: Message) => a.position < b.position
const isReady = ({ state }: Message) => state === 'ready'
const readyInOrder = () => new Heap<Message>(byPosition, isReady)

/** In the order they were sent, as far as they are there. */
export function standardLine(): Line {
  const ready = readyInOrder()
  return {
    add: (message) => ready.push(message),
    hold() {},
    release() {},
    drop() {},
    *round(): Iterator<Message, undefined> {
      for (let message = ready.pop(); message; message = ready.pop()) yield message
    },
    clear: () => ready.clear(),
  }
}

interface Turn {
  readonly group: Group
  readonly position: number
}

interface Group {
  readonly id: string
  readonly ready: Heap<Message>
  inFlight: number
  /** Stands for its first message, as long as none is out. */
  turn?: Turn
}

/**
 * Strictly in order within a group: while a message of it is out, the group waits, unless it is the
 * same receive that takes more of it. What waits is not touched, however much of it there is.
 */
export class FifoLine implements Line {
  readonly #groups = new Map<string, Group>()
  readonly #turns = new Heap<Turn>(
    (a, b) => a.position < b.position,
    (turn) => turn.group.turn === turn,
  )

  add(message: Message): void {
    const group = this.#groupOf(message)
    group.ready.push(message)
    this.#settle(group)
  }

  hold(message: Message): void {
    const group = this.#groupOf(message)
    group.inFlight++
    group.turn = undefined
  }

  release(message: Message): void {
    const group = this.#groupOf(message)
    group.inFlight--
    this.#settle(group)
  }

  drop(message: Message): void {
    this.#settle(this.#groupOf(message))
  }

  *round(): Iterator<Message, undefined> {
    for (let turn = this.#turns.pop(); turn; turn = this.#turns.pop()) {
      const { group } = turn
      group.turn = undefined
      for (let message = group.ready.pop(); message; message = group.ready.pop()) yield message
      this.#settle(group)
    }
  }

  clear(): void {
    this.#groups.clear()
    this.#turns.clear()
  }

  /** Gives the group its turn if it may have one, and forgets it when nothing is left of it. */
  #settle(group: Group): void {
    const { id, ready, inFlight, turn } = group
    if (inFlight > 0) return
    const position = ready.first?.position
    if (position === undefined) this.#groups.delete(id)
    if (position === turn?.position) return
    group.turn = position === undefined ? undefined : { group, position }
    if (group.turn) this.#turns.push(group.turn)
  }

  /** A standard queue's message that was moved here has no group: all of those are one. */
  #groupOf({ groupId: id = '' }: Message): Group {
    const known = this.#groups.get(id)
    if (known) return known
    const group: Group = { id, ready: readyInOrder(), inFlight: 0 }
    this.#groups.set(id, group)
    return group
  }
}
