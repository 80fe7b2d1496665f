import type { LiveEvent } from './contract.js'

/** Passes every event on to the listeners of the moment; it keeps none. */
export class LiveFeed {
  readonly #listeners = new Set<(event: LiveEvent) => void>()

  /** Ask it before an event is built for the feed alone. */
  get hasListeners(): boolean {
    return this.#listeners.size > 0
  }

  publish(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Calls back with each event until the function that it returns is called. */
  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
