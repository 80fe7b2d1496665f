import type { Happening } from './contract.js'

/** Passes on everything that happens to whoever listens just now; it keeps nothing. */
export class Feed {
  readonly #listeners = new Set<(happening: Happening) => void>()

  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening)
  }

  /** Calls back until what it returns is called. */
  listen(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
