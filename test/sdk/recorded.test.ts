import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startCli } from '../support/cli.js'
import { hasPython, installBoto3, installQueryBoto3 } from './python.js'
import { sdkEnvironment } from './sdk-environment.js'

const run = promisify(execFile)

const countCases = (service: string): number =>
  JSON.parse(readFileSync(`fixtures/aws/${service}.json`, 'utf8')).cases.length

test.skipIf(!hasPython).each([
  ['SQS in the JSON protocol', 'sqs', installBoto3],
  ['SQS in the query protocol', 'sqs', installQueryBoto3],
  ['SNS', 'sns', installBoto3],
  ['SNS, from before the JSON protocol of SQS,', 'sns', installQueryBoto3],
])('boto3 for %s receives what AWS answered', async (_, service, install) => {
  const python = await install()
  const { endpoint } = await startCli(['--quirk', 'purge-interval,recreation-interval'])

  const { stdout } = await run(python, ['test/sdk/python/recorded.py', service], {
    env: sdkEnvironment(endpoint),
  })

  const lines = stdout.trimEnd().split('\n')
  expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([])
  expect(lines).toHaveLength(countCases(service))
})
