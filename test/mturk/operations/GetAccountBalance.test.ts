import { GetAccountBalanceCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

test('spending does not lower the sandbox balance', async () => {
  const { mturk, createHit } = await startTestEmulator()
  await createHit({ Reward: '5000.00', MaxAssignments: 100 })

  const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand({}))

  expect(AvailableBalance).toBe('10000.00')
})

test('enforced balances decrease, and each account has its own', async () => {
  const { mturk, createHit, connectAs } = await startTestEmulator({
    balance: 'enforced',
    openingBalance: '10.00',
  })
  await createHit({ Reward: '1.00' })
  const balance = async (client: MTurkClient) =>
    (await client.send(new GetAccountBalanceCommand({}))).AvailableBalance

  expect([await balance(mturk), await balance(connectAs('123456789012'))]).toEqual([
    '8.80',
    '10.00',
  ])
})

test('refuses an invalid access key', async () => {
  const { clientConfig } = await startTestEmulator()
  const mturk = new MTurkClient({
    ...clientConfig,
    credentials: { accessKeyId: 'fake key id', secretAccessKey: 'fake secret' },
  })
  onTestFinished(() => mturk.destroy())

  await expect(mturk.send(new GetAccountBalanceCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  })
})

test('returns only the amount', async () => {
  const { mturk } = await startTestEmulator()

  const { $metadata: _, ...answer } = await mturk.send(new GetAccountBalanceCommand({}))

  expect(answer).toEqual({ AvailableBalance: '10000.00' })
})
