import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startCli } from '../support/cli.js'
import { recordResult } from './results.js'
import { sdkEnvironment } from './sdk-environment.js'
import { sdks } from './sdks.js'

/** The names of all steps of the story. */
const steps = [...readFileSync('test/sdk/STORY.md', 'utf8').matchAll(/^\d+\. `([\w-]+)`/gm)].map(
  ([, name]) => name!,
)

/** Downloading and building an SDK for the first time takes minutes. */
const long = 1_800_000

for (const [name, { isAvailable, prepare }] of Object.entries(sdks))
  test.skipIf(!isAvailable)(
    `${name} runs the whole story`,
    async () => {
      const [command, ...args] = await prepare()
      const { endpoint } = await startCli(['--balance', 'enforced'])

      const { sdk, version, lines } = await runStory(command!, args, endpoint)

      const passed = lines.filter((line) => line.startsWith('ok ')).length
      console.log(`${name}: ${passed} passed, ${steps.length - passed} failed`)
      recordResult(name, { sdk, version, passed, failed: steps.length - passed }, Object.keys(sdks))
      expect(lines).toEqual([
        ...steps.map((step) => `ok ${step}`),
        `${steps.length} passed, 0 failed`,
      ])
    },
    long,
  )

/** Runs a program; returns its SDK and version, and the lines of its steps and their sum. */
async function runStory(command: string, args: readonly string[], endpoint: string) {
  const [out, err] = await new Promise<readonly string[]>((resolve) => {
    execFile(command, args, { env: sdkEnvironment(endpoint), maxBuffer: 1e8 }, (_, ...output) =>
      resolve(output),
    )
  })
  const [title = '', ...lines] = out!.trimEnd().split('\n')
  const [, sdk, version] = /^(\S+) (\S+)$/.exec(title) ?? []
  if (!sdk || !version) throw new Error(`The program did not print its SDK: ${out}${err}`)
  return { sdk, version, lines }
}

test('the story has a step for every error code of a RequestError', () => {
  const named = /mturkError\(\s*'(\w+)'|new RequestError\(\s*'AWS\.MechanicalTurk\.(\w+)'/g
  const codes = [...readFileSync('src/domain/errors.ts', 'utf8').matchAll(named)].map(
    ([, code, whole]) => code ?? whole,
  )

  expect(codes.filter((code) => !steps.includes(code!))).toEqual([])
})
