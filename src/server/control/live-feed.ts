import type { z } from 'zod'
import { Emitter } from '../../core/emitter.js'
import type { DeepReadonly } from './json-types.js'
import type { liveEvent } from './schemas/emulator.js'

export type LiveEvent = DeepReadonly<z.output<typeof liveEvent>>

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

  /** @returns a function that ends the subscription */
  subscribe(listener: (event: LiveEvent) => void): () => void {
    return this.#events.on(listener)
  }
}
