import { CreateHITCommand, ListHITsCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { describe, expect, onTestFinished } from 'vitest'
import { test } from '../../../src/vitest.js'
import { hitInput } from '../../support/setup.js'

describe.concurrent('tests beside one another', () => {
  test.for([1, 2, 3])('test %i sees its own HIT only', async (_, { requester, emulator }) => {
    const mturk = new MTurkClient(requester.clientConfig)
    onTestFinished(() => mturk.destroy())

    await mturk.send(new CreateHITCommand(hitInput))

    const { HITs } = await mturk.send(new ListHITsCommand({}))
    expect(HITs).toHaveLength(1)
    expect(emulator.endpoint).toBe(requester.clientConfig.endpoint)
  })
})
