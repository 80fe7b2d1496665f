/** Limits how many clients wait at the same time, and ends all waiting when the emulator stops. */
export class Limiter {
  #available: number
  readonly #stop = new AbortController()
  /** Aborted when the emulator stops: a request that waits then answers what it has. */
  readonly stopping: AbortSignal = this.#stop.signal

  constructor(count: number) {
    this.#available = count
  }

  stop(): void {
    this.#stop.abort()
  }

  /** @returns a function that releases the slot; `undefined` when all slots are taken */
  acquire(): (() => void) | undefined {
    if (this.#available <= 0) return undefined
    this.#available--
    let isHeld = true
    return () => {
      if (isHeld) this.#available++
      isHeld = false
    }
  }
}
