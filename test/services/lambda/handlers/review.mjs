import { ApproveAssignmentCommand, MTurkClient } from '@aws-sdk/client-mturk'

/** The function of Amazon's guide to notifications: approves what was submitted. */
export async function handler({ Records }) {
  const approved = []
  for (const { Sns, body } of Records) {
    const { Events } = JSON.parse(Sns ? Sns.Message : body)
    for (const { EventType, AssignmentId } of Events) {
      console.log(`${EventType} of ${AssignmentId}`)
      if (EventType !== 'AssignmentSubmitted') continue
      await new MTurkClient({}).send(new ApproveAssignmentCommand({ AssignmentId }))
      approved.push(AssignmentId)
    }
  }
  return { approved }
}
