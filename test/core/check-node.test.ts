import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTempFolder } from '../support/setup.js'

/** Runs a program under a Node that says that it is this version. */
function runUnder(version: string, ...program: readonly string[]) {
  const preload = join(createTempFolder(), 'version.cjs')
  writeFileSync(preload, `Object.defineProperty(process, 'version', { value: '${version}' })`)
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, ...program], {
    encoding: 'utf8',
  })
  return { status, stderr }
}

test.each([
  ['npm ci and npm start', ['src/core/check-node.cjs']],
  ['the command', ['dist/cli/main.js', 'start']],
])('%s of an old Node ends with a sentence', (_, program) => {
  expect(runUnder('v18.20.8', ...program)).toEqual({
    status: 1,
    stderr: 'Node 20.19, or 22.12 or newer, is needed; this is v18.20.8.\n',
  })
})

test('the sentence and package.json name the same oldest version', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'))

  expect(engines.node).toBe('^20.19.0 || >=22.12.0')
  for (const version of ['v20.18.3', 'v21.7.0', 'v22.11.0'])
    expect(runUnder(version, 'src/core/check-node.cjs').status).toBe(1)
  for (const version of ['v20.19.0', 'v22.12.0', 'v23.0.0', 'v26.1.0'])
    expect(runUnder(version, 'src/core/check-node.cjs').status).toBe(0)
})
