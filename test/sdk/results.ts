import { readFileSync, writeFileSync } from 'node:fs'

/** The result of the last run of the story with an SDK. */
export interface SdkResult {
  readonly sdk: string
  readonly version: string
  readonly passed: number
  readonly failed: number
}

const file = 'test/sdk/results.json'

/** By the SDK's name, in the order of the README's table. */
export const readResults = (): Readonly<Record<string, SdkResult>> =>
  JSON.parse(readFileSync(file, 'utf8'))

/** Records one result; those of SDKs that were not run stay. */
export function recordResult(name: string, result: SdkResult, order: readonly string[]): void {
  const known = { ...readResults(), [name]: result }
  const ordered = order.flatMap((each) => (known[each] ? [[each, known[each]]] : []))
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`)
}
