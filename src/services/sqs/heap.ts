/** How many dead items a heap may hold beside a fifth of the live ones. */
const tolerance = 16

/**
 * A binary heap that returns the first item of an order.
 *
 * Items that are no longer live are skipped, and removed once they are the first, or may be more than
 * a fifth of the rest, so that the owner of an item need not search for it here.
 */
export class Heap<T> {
  #items: T[] = []
  /** How many items may be dead: those that the owner has reported since the last sweep. */
  #dead = 0
  readonly #isBefore: (a: T, b: T) => boolean
  readonly #isLive: (item: T) => boolean

  constructor(isBefore: (a: T, b: T) => boolean, isLive: (item: T) => boolean) {
    this.#isBefore = isBefore
    this.#isLive = isLive
  }

  /** How many items it holds, dead ones included. */
  get size(): number {
    return this.#items.length
  }

  get first(): T | undefined {
    this.#removeDeadFirst()
    return this.#items[0]
  }

  /** To be called when an item in the heap is no longer live. */
  release(): void {
    this.#dead++
    // Most items die in their order, and what refers to a dead one keeps its message in memory.
    this.#removeDeadFirst()
    // Each sweep follows so many releases that its cost for each of them is constant.
    if (this.#dead > tolerance && this.#dead * 6 > this.#items.length) this.#sweep()
  }

  push(item: T): void {
    this.#items.push(item)
    this.#siftUp(this.#items.length - 1, item)
  }

  pop(): T | undefined {
    return this.first === undefined ? undefined : this.#removeFirst()
  }

  clear(): void {
    this.#items = []
    this.#dead = 0
  }

  #siftUp(from: number, item: T): void {
    const items = this.#items
    let index = from
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#isBefore(item, items[parent]!)) break
      items[index] = items[parent]!
      index = parent
    }
    items[index] = item
  }

  #removeDeadFirst(): void {
    while (this.#items.length > 0 && !this.#isLive(this.#items[0]!)) {
      this.#removeFirst()
      if (this.#dead > 0) this.#dead--
    }
  }

  #removeFirst(): T {
    const first = this.#items[0]!
    const last = this.#items.pop()!
    if (this.#items.length > 0) this.#siftDown(0, last)
    return first
  }

  #siftDown(from: number, item: T): void {
    const items = this.#items
    let index = from
    for (;;) {
      let child = index * 2 + 1
      if (child >= items.length) break
      if (child + 1 < items.length && this.#isBefore(items[child + 1]!, items[child]!)) child++
      if (!this.#isBefore(items[child]!, item)) break
      items[index] = items[child]!
      index = child
    }
    items[index] = item
  }

  #sweep(): void {
    this.#items = this.#items.filter(this.#isLive)
    for (let index = (this.#items.length >> 1) - 1; index >= 0; index--)
      this.#siftDown(index, this.#items[index]!)
    this.#dead = 0
  }
}
