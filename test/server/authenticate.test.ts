import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

/** An emulator that checks signatures. */
async function startWithSecrets() {
  const credentials = join(createTempFolder(), 'credentials.json')
  writeFileSync(credentials, '{"AKIDEXAMPLE":"secret"}')
  const emulator = await startTestEmulator({ credentials })
  emulator.queues.create({ account: '000000000000', region: 'us-east-1', name: 'q' })
  return emulator
}

test.each([
  ['a message of a queue', '/?Action=ReceiveMessage&QueueUrl=/000000000000/q'],
  [
    'a message of a queue under the path of a certificate',
    '/q.pem?Action=ReceiveMessage&QueueUrl=/000000000000/q',
  ],
  ['an action behind another', '/?Action=Unsubscribe&Action=ListTopics'],
  ['an action of the other service behind a public one', '/?Action=Unsubscribe&Action=ListQueues'],
])('without a signature %s is refused', async (_, path) => {
  const { endpoint } = await startWithSecrets()

  const response = await fetch(endpoint + path)

  expect([response.status, await response.json()]).toEqual([
    400,
    { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
  ])
})

test('without a signature the links of SNS are answered', async () => {
  const { endpoint } = await startWithSecrets()

  const response = await fetch(`${endpoint}/?Action=ConfirmSubscription&TopicArn=x&Token=y`)

  expect(await response.text()).not.toContain('MissingAuthenticationToken')
})
