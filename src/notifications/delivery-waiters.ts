import type { Delivery } from './delivery.js'

/** Callers that wait for the next attempt of a delivery. */
export class DeliveryWaiters {
  readonly #resolvers = new Map<string, ((delivery: Delivery) => void)[]>()

  /** Resolves with the delivery after its next attempt. */
  wait(id: string): Promise<Delivery> {
    return new Promise((resolve) => {
      const resolvers = this.#resolvers.get(id)
      if (resolvers) resolvers.push(resolve)
      else this.#resolvers.set(id, [resolve])
    })
  }

  has(id: string): boolean {
    return this.#resolvers.has(id)
  }

  resolve(delivery: Delivery): void {
    const resolvers = this.#resolvers.get(delivery.id)
    if (!resolvers) return
    this.#resolvers.delete(delivery.id)
    for (const resolve of resolvers) resolve(delivery)
  }
}
