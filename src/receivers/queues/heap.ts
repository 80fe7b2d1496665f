/** Gives back first what comes first by a number; putting in and taking out cost the logarithm of its size. */
export class Heap<T> {
  readonly #items: T[] = []
  readonly #order: (item: T) => number

  constructor(order: (item: T) => number) {
    this.#order = order
  }

  get first(): T | undefined {
    return this.#items[0]
  }

  push(item: T): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#order(items[above]!) <= this.#order(item)) break
      items[at] = items[above]!
      at = above
    }
    items[at] = item
  }

  pop(): T | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (first === undefined || last === undefined || items.length === 0) return first
    let at = 0
    for (;;) {
      let below = at * 2 + 1
      if (below >= items.length) break
      if (below + 1 < items.length && this.#order(items[below + 1]!) < this.#order(items[below]!))
        below++
      if (this.#order(last) <= this.#order(items[below]!)) break
      items[at] = items[below]!
      at = below
    }
    items[at] = last
    return first
  }

  clear(): void {
    this.#items.length = 0
  }
}
