import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startCli } from '../support/cli.js'
import { hasPython, installBoto3 } from './python.js'
import { sdkEnvironment } from './sdk-environment.js'

const run = promisify(execFile)

test.skipIf(!hasPython).each([
  ['paginates every list, and polls for state changes', 'lists.py'],
  ['uses the built-in queues and topics as it uses SQS and SNS', 'receivers.py'],
])('boto3 %s', async (_, program) => {
  const python = await installBoto3()
  const { endpoint } = await startCli()

  const { stdout } = await run(python, [`test/sdk/python/${program}`], {
    env: sdkEnvironment(endpoint),
  })

  console.log(`boto3, ${program}: ${stdout.trim().split('\n').at(-1)}`)
  expect(stdout).toMatch(/^\d+ passed, 0 failed$/m)
})
