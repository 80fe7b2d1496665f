import { deepStrictEqual } from 'node:assert/strict'

/** Takes the steps of the story one by one, and says how each went. */
export class Checks {
  #passed = 0
  #failed = 0

  async step(name, take) {
    try {
      await take()
      this.#passed++
      console.log(`ok ${name}`)
    } catch (error) {
      this.#failed++
      console.log(`not ok ${name}: ${String(error?.message ?? error).replaceAll('\n', ' ')}`)
    }
  }

  end() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`)
    process.exitCode = this.#failed > 0 ? 1 : 0
  }
}

export const same = (found, wanted) => deepStrictEqual(found, wanted)

export function holds(what, found) {
  if (!what) throw new Error(`unexpected: ${JSON.stringify(found)}`)
}
