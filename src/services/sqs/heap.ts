/**
 * A binary heap that returns the first item of an order.
 *
 * Items that are no longer live are skipped, and removed once they may outnumber the rest, so that
 * the owner of an item need not search for it here.
 */
export class Heap<T> {
  #items: T[] = []
  #sweepAt = 64
  readonly #isBefore: (a: T, b: T) => boolean
  readonly #isLive: (item: T) => boolean

  constructor(isBefore: (a: T, b: T) => boolean, isLive: (item: T) => boolean) {
    this.#isBefore = isBefore
    this.#isLive = isLive
  }

  get first(): T | undefined {
    while (this.#items.length > 0 && !this.#isLive(this.#items[0]!)) this.#removeFirst()
    return this.#items[0]
  }

  push(item: T): void {
    if (this.#items.length >= this.#sweepAt) this.#sweep()
    this.#items.push(item)
    this.#siftUp(this.#items.length - 1, item)
  }

  pop(): T | undefined {
    return this.first === undefined ? undefined : this.#removeFirst()
  }

  clear(): void {
    this.#items = []
    this.#sweepAt = 64
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
    this.#sweepAt = Math.max(64, this.#items.length * 2)
  }
}
