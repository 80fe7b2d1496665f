/** Calls its listeners with each value. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>()
  readonly #onError: ((error: unknown) => void) | undefined

  /** @param onError called with what a listener throws; without it, `emit` throws */
  constructor(onError?: (error: unknown) => void) {
    this.#onError = onError
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0
  }

  emit(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value)
      } catch (error) {
        if (!this.#onError) throw error
        this.#onError(error)
      }
    }
  }

  /** @returns a function that removes the listener */
  on(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
