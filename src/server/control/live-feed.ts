import type { LiveEvent } from './contract.js'

/** Passes on everything that happens to whoever listens just now; it keeps nothing. */
export class LiveFeed {
  readonly #listeners = new Set<(event: LiveEvent) => void>()

  publish(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Calls back until what it returns is called. */
  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
