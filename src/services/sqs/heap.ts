/**
 * Gives back first what comes first; putting in and taking out cost the logarithm of its size.
 *
 * What no longer counts is passed over, and swept out once it may outnumber the rest: whoever
 * drops a thing need not look for it here.
 */
export class Heap<T> {
  #items: T[] = []
  #sweepAt = 64
  readonly #isBefore: (a: T, b: T) => boolean
  readonly #counts: (item: T) => boolean

  constructor(isBefore: (a: T, b: T) => boolean, counts: (item: T) => boolean) {
    this.#isBefore = isBefore
    this.#counts = counts
  }

  get first(): T | undefined {
    while (this.#items.length > 0 && !this.#counts(this.#items[0]!)) this.#takeFirst()
    return this.#items[0]
  }

  push(item: T): void {
    if (this.#items.length >= this.#sweepAt) this.#sweep()
    this.#items.push(item)
    this.#rise(this.#items.length - 1, item)
  }

  pop(): T | undefined {
    return this.first === undefined ? undefined : this.#takeFirst()
  }

  clear(): void {
    this.#items = []
    this.#sweepAt = 64
  }

  #rise(from: number, item: T): void {
    const items = this.#items
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#isBefore(item, items[above]!)) break
      items[at] = items[above]!
      at = above
    }
    items[at] = item
  }

  #takeFirst(): T {
    const first = this.#items[0]!
    const last = this.#items.pop()!
    if (this.#items.length > 0) this.#sink(0, last)
    return first
  }

  #sink(from: number, item: T): void {
    const items = this.#items
    let at = from
    for (;;) {
      let below = at * 2 + 1
      if (below >= items.length) break
      if (below + 1 < items.length && this.#isBefore(items[below + 1]!, items[below]!)) below++
      if (!this.#isBefore(items[below]!, item)) break
      items[at] = items[below]!
      at = below
    }
    items[at] = item
  }

  #sweep(): void {
    this.#items = this.#items.filter(this.#counts)
    for (let at = (this.#items.length >> 1) - 1; at >= 0; at--) this.#sink(at, this.#items[at]!)
    this.#sweepAt = Math.max(64, this.#items.length * 2)
  }
}
