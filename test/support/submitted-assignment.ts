import {
  ApproveAssignmentCommand,
  type ApproveAssignmentCommandInput,
  GetAssignmentCommand,
  RejectAssignmentCommand,
} from '@aws-sdk/client-mturk'
import type { Config } from '../../src/index.js'
import { startTestMarketplace } from './setup.js'

/** A marketplace with an assignment that waits for the requester's decision. */
export async function startWithSubmittedAssignment(options: Partial<Config> = {}) {
  const emulator = await startTestMarketplace(options)
  const { mturk } = emulator
  const { HITId, HITTypeId } = await emulator.createHit()
  const AssignmentId = await emulator.submitAssignment('A1WORKER', HITId!)
  const { receivedEventTypes: receivedEventTypes } = await emulator.subscribeQueue(HITTypeId!)
  const approve = (overrides: Partial<ApproveAssignmentCommandInput> = {}) =>
    mturk.send(new ApproveAssignmentCommand({ AssignmentId, ...overrides }))
  const reject = (RequesterFeedback: string | undefined = 'No cat.') =>
    mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback }))
  const getAssignment = async () =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!
  return {
    ...emulator,
    HITId: HITId!,
    AssignmentId,
    approve,
    reject,
    getAssignment: getAssignment,
    receivedEventTypes: receivedEventTypes,
  }
}
