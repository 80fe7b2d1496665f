import {
  ApproveAssignmentCommand,
  type ApproveAssignmentCommandInput,
  GetAssignmentCommand,
  RejectAssignmentCommand,
} from '@aws-sdk/client-mturk'
import type { Options } from '../../src/index.js'
import { startMarket } from './market.js'

/** A marketplace with an assignment that waits for the requester's decision. */
export async function startDeciding(options: Partial<Options> = {}) {
  const market = await startMarket(options)
  const { mturk } = market
  const { HITId, HITTypeId } = await market.createHit()
  const AssignmentId = await market.submitted('A1WORKER', HITId!)
  const { told: news } = await market.listenTo(HITTypeId!)
  const approve = (more: Partial<ApproveAssignmentCommandInput> = {}) =>
    mturk.send(new ApproveAssignmentCommand({ AssignmentId, ...more }))
  const reject = (RequesterFeedback: string | undefined = 'No cat.') =>
    mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback }))
  const told = async () =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!
  return { ...market, HITId: HITId!, AssignmentId, approve, reject, told, news }
}
