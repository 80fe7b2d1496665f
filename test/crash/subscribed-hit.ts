import {
  CreateHITCommand,
  MTurkClient,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { onTestFinished } from 'vitest'
import { createClientConfig } from '../support/clients.js'
import { hitInput } from '../support/setup.js'

/** Creates a HIT with many assignments, whose events go to a queue. */
export async function createSubscribedHit(endpoint: string, Destination: string): Promise<string> {
  const mturk = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => mturk.destroy())
  const { HIT } = await mturk.send(
    new CreateHITCommand({ ...hitInput, MaxAssignments: 1_000_000, LifetimeInSeconds: 31_536_000 }),
  )
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId: HIT!.HITTypeId,
      Notification: {
        Transport: 'SQS',
        Destination,
        Version: '2014-08-15',
        EventTypes: ['AssignmentAccepted', 'AssignmentReturned'],
      },
    }),
  )
  return HIT!.HITId!
}
