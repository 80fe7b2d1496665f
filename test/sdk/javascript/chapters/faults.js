import { assert, assertEqual } from '../checks.js'
import { control } from '../control.js'
import { sendTestEvent } from '../events.js'
import { expectError } from '../expect-error.js'

export async function faults(story) {
  const { mturk, step } = story

  /** Returns how often a rule matched and was applied during `work`. */
  const countRule = async (rule, work) => {
    await control('PUT', 'faults', { rules: [rule] })
    await work()
    const { rules } = await control('GET', 'faults')
    await control('DELETE', 'faults')
    return [rules[0].matched, rules[0].applied]
  }

  await step('ServiceFault', async () => {
    const counts = await countRule('error operation=GetHIT', () =>
      expectError(story, () => mturk('GetHIT', { HITId: story.hitId }), {
        type: 'ServiceFault',
        code: 'AWS.MechanicalTurk.ServiceFault',
        text: 'An internal error occurred.',
      }),
    )
    assertEqual(counts, [2, 2])
  })

  await step('ThrottlingException', async () => {
    const counts = await countRule('throttle operation=GetAccountBalance nth=1', async () => {
      const { AvailableBalance } = await mturk('GetAccountBalance', {})
      assert(Number(AvailableBalance) > 9000, AvailableBalance)
    })
    assertEqual(counts, [2, 1])
  })

  await step('InternalFailure', () =>
    expectError(story, () => sendTestEvent(story, 'SQS', `${story.queueUrl}-not-there`, 'Ping'), {
      type: 'InternalFailure',
      text: '',
    }),
  )

  await step('ParameterValidationError', () =>
    expectError(story, () => mturk('ListHITs', { NextToken: 'made-up' }), {
      type: 'ParameterValidationError',
      code: 'AWS.MechanicalTurk.InvalidParameterValue',
      text: 'NextToken',
    }),
  )

  await step('ValidationException', () =>
    expectError(story, () => mturk('CreateWorkerBlock', { WorkerId: 'nonsense', Reason: 'None' }), {
      type: 'ValidationException',
      text: 'workerId',
    }),
  )
}
