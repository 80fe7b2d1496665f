import { deepStrictEqual } from 'node:assert/strict'

/** Runs the steps of the story and prints the result of each. */
export class Checks {
  #passed = 0
  #failed = 0

  async step(name, run) {
    try {
      await run()
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

export const assertEqual = (actual, expected) => deepStrictEqual(actual, expected)

export function assert(condition, actual) {
  if (!condition) throw new Error(`unexpected: ${JSON.stringify(actual)}`)
}
