/** Limits how many clients wait at the same time. */
export class Limiter {
  #available: number

  constructor(count: number) {
    this.#available = count
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
