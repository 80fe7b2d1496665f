import { resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { createNodeFolder, findExtraNode, runPython } from './run.js'

const { withNode, withoutNode } = inject('environments')
const suites = resolve('test/python/suites')
const command = ['pytest', '-q', '-p', 'no:cacheprovider', suites] as const

test('the oldest Python, with the Node.js of the extra', async () => {
  const { code, out } = await runPython(withNode, command)

  expect(code, out).toBe(0)
})

test('the newest Python, with the Node.js of the PATH', async () => {
  const path = [createNodeFolder(`exec '${await findExtraNode(withNode)}' "$@"`)]
  const { code, out } = await runPython(withoutNode, command, { path })

  expect(code, out).toBe(0)
})

test('each of four workers of xdist has an emulator of its own', async () => {
  const { code, out } = await runPython(withNode, [
    ...command,
    ...['-n', '4', '-k', 'test_fixtures'],
  ])

  expect(code, out).toBe(0)
})
