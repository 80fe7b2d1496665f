import { Emitter } from '../../core/emitter.js'
import type { LiveEvent } from './contract.js'

/** Passes every event on to the listeners of the moment; it keeps none. */
export class LiveFeed {
  readonly #events = new Emitter<LiveEvent>()

  /** Ask it before an event is built for the feed alone. */
  get hasListeners(): boolean {
    return this.#events.hasListeners
  }

  publish(event: LiveEvent): void {
    this.#events.emit(event)
  }

  /** Calls back with each event until the function that it returns is called. */
  subscribe(listener: (event: LiveEvent) => void): () => void {
    return this.#events.on(listener)
  }
}
