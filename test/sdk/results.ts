import { readFileSync, writeFileSync } from 'node:fs'

/** How the story went when it was last told by an SDK. */
export interface SdkResult {
  readonly sdk: string
  readonly version: string
  readonly passed: number
  readonly failed: number
}

const file = 'test/sdk/results.json'

/** By the name of what it is for, in the order of the README's table. */
export const readResults = (): Readonly<Record<string, SdkResult>> =>
  JSON.parse(readFileSync(file, 'utf8'))

/** An SDK that was not run this time keeps what is known of it. */
export function recordResult(name: string, result: SdkResult, order: readonly string[]): void {
  const known = { ...readResults(), [name]: result }
  const ordered = order.flatMap((each) => (known[each] ? [[each, known[each]]] : []))
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`)
}
