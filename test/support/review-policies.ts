import {
  type CreateHITCommandInput,
  GetAssignmentCommand,
  ListReviewPolicyResultsForHITCommand,
  type ListReviewPolicyResultsForHITCommandInput,
  type ReviewPolicy,
} from '@aws-sdk/client-mturk'
import { startTestMarketplace } from './setup.js'

type Parameters = Record<string, string | readonly string[] | Record<string, readonly string[]>>

/** A review policy, its parameters as one would write them down. */
export const reviewPolicy = (PolicyName: string, parameters: Parameters): ReviewPolicy => ({
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
  reviewPolicy('ScoreMyKnownAnswers/2011-09-01', parameters)
export const plurality = (parameters: Parameters) =>
  reviewPolicy('SimplePlurality/2011-09-01', parameters)

/** A marketplace with one HIT, whose policies review what is answered. */
export async function startWithReviewPolicy(more: Partial<CreateHITCommandInput>) {
  const emulator = await startTestMarketplace()
  const { mturk, control } = emulator
  const { HITId, HITTypeId } = await emulator.createHit(more)
  const { receivedEventTypes } = await emulator.subscribeQueue(HITTypeId!)
  const submitAnswers = async (workerId: string, answers: Record<string, string> | string) => {
    const { id } = await control.accept(workerId, HITId!)
    await control.submit(workerId, id, answers)
    return id
  }
  const getAssignmentStatus = async (AssignmentId: string) =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!.AssignmentStatus
  const listReviewResults = (more: Partial<ListReviewPolicyResultsForHITCommandInput> = {}) =>
    mturk.send(new ListReviewPolicyResultsForHITCommand({ HITId, MaxResults: 100, ...more }))
  return {
    ...emulator,
    HITId,
    submitAnswers: submitAnswers,
    getAssignmentStatus: getAssignmentStatus,
    listReviewResults: listReviewResults,
    receivedEventTypes: receivedEventTypes,
  }
}
