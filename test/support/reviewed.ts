import {
  type CreateHITCommandInput,
  GetAssignmentCommand,
  ListReviewPolicyResultsForHITCommand,
  type ListReviewPolicyResultsForHITCommandInput,
  type ReviewPolicy,
} from '@aws-sdk/client-mturk'
import { startMarket } from './market.js'

type Parameters = Record<string, string | readonly string[] | Record<string, readonly string[]>>

/** A review policy, its parameters as one would write them down. */
export const policy = (PolicyName: string, parameters: Parameters): ReviewPolicy => ({
  PolicyName,
  Parameters: Object.entries(parameters).map(([Key, value]) =>
    typeof value === 'string' || Array.isArray(value)
      ? { Key, Values: [value].flat() as string[] }
      : {
          Key,
          MapEntries: Object.entries(value).map(([Key, Values]) => ({ Key, Values: [...Values] })),
        },
  ),
})
export const knownAnswers = (parameters: Parameters) =>
  policy('ScoreMyKnownAnswers/2011-09-01', parameters)
export const plurality = (parameters: Parameters) =>
  policy('SimplePlurality/2011-09-01', parameters)

/** A marketplace with one HIT, whose policies review what is answered. */
export async function startReviewed(more: Partial<CreateHITCommandInput>) {
  const market = await startMarket()
  const { mturk, control } = market
  const { HITId, HITTypeId } = await market.createHit(more)
  const { told } = await market.listenTo(HITTypeId!)
  const answer = async (workerId: string, answers: Record<string, string> | string) => {
    const { id } = await control.accept(workerId, HITId!)
    await control.submit(workerId, id, answers)
    return id
  }
  const statusOf = async (AssignmentId: string) =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!.AssignmentStatus
  const report = (more: Partial<ListReviewPolicyResultsForHITCommandInput> = {}) =>
    mturk.send(new ListReviewPolicyResultsForHITCommand({ HITId, MaxResults: 100, ...more }))
  return { ...market, HITId, answer, statusOf, report, told }
}
