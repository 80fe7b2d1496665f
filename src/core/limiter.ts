/** Room for so many who wait at one time, whatever for. */
export class Limiter {
  #available: number

  constructor(count: number) {
    this.#available = count
  }

  /** @returns what gives the seat back, once; nothing when all are taken */
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
