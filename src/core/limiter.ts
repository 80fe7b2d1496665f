/** Room for so many who wait at one time, whatever for. */
export class Seats {
  #free: number

  constructor(count: number) {
    this.#free = count
  }

  /** @returns what gives the seat back, once; nothing when all are taken */
  take(): (() => void) | undefined {
    if (this.#free <= 0) return undefined
    this.#free--
    let isTaken = true
    return () => {
      if (isTaken) this.#free++
      isTaken = false
    }
  }
}
