import { holds, same } from '../checks.js'
import { control } from '../control.js'
import { sendTestEvent } from '../news.js'
import { refused } from '../refused.js'

export async function faults(story) {
  const { mturk, step } = story

  /** How often a rule fitted and struck while something was done. */
  const hindered = async (rule, work) => {
    await control('PUT', 'faults', { rules: [rule] })
    await work()
    const { rules } = await control('GET', 'faults')
    await control('DELETE', 'faults')
    return [rules[0].fitted, rules[0].struck]
  }

  await step('ServiceFault', async () => {
    const struck = await hindered('error operation=GetHIT', () =>
      refused(story, () => mturk('GetHIT', { HITId: story.hitId }), {
        type: 'ServiceFault',
        code: 'AWS.MechanicalTurk.ServiceFault',
        text: 'An internal error occurred.',
      }),
    )
    same(struck, [2, 2])
  })

  await step('ThrottlingException', async () => {
    const struck = await hindered('throttle operation=GetAccountBalance nth=1', async () => {
      const { AvailableBalance } = await mturk('GetAccountBalance', {})
      holds(Number(AvailableBalance) > 9000, AvailableBalance)
    })
    same(struck, [2, 1])
  })

  await step('InternalFailure', () =>
    refused(story, () => sendTestEvent(story, 'SQS', `${story.news}-not-there`, 'Ping'), {
      type: 'InternalFailure',
      text: '',
    }),
  )

  await step('ParameterValidationError', () =>
    refused(story, () => mturk('ListHITs', { NextToken: 'made-up' }), {
      type: 'ParameterValidationError',
      text: 'NextToken',
    }),
  )

  await step('ValidationException', () =>
    refused(story, () => mturk('CreateWorkerBlock', { WorkerId: 'nonsense', Reason: 'None' }), {
      type: 'ValidationException',
      text: 'workerId',
    }),
  )
}
