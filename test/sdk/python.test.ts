import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { start } from '../support/program.js'
import { environmentFor } from './environment.js'
import { boto3, pythonIsHere } from './python.js'

const run = promisify(execFile)

test.skipIf(!pythonIsHere).each([
  ['pages through every list, and waits by hand', 'market.py'],
  ['does with queues and topics what it does with SQS and SNS', 'receivers.py'],
])('boto3 %s', async (_, program) => {
  const python = await boto3()
  const { endpoint } = await start()

  const { stdout } = await run(python, [`test/sdk/python/${program}`], {
    env: environmentFor(endpoint),
  })

  console.log(`boto3, ${program}: ${stdout.trim().split('\n').at(-1)}`)
  expect(stdout).toMatch(/^\d+ passed, 0 failed$/m)
})
