import { buildMTurkHeaders, postRequest } from '../calls.js'

/** Milliseconds after its creation at which a HIT belongs to no life cycle any more. */
const minAge = 300_000

/**
 * Deletes the HITs that life cycles left: of lost responses, and of abandoned assignments. Otherwise
 * the emulator would have to keep them, and grow.
 *
 * @returns how many were deleted
 */
export async function deleteLeftHits(endpoint, isStopped) {
  let deleted = 0
  for (let NextToken; !isStopped(); ) {
    const page = await callMTurk(endpoint, 'ListHITs', { MaxResults: 100, NextToken })
    for (const { HITId, HITStatus, CreationTime } of page.HITs ?? []) {
      if (isStopped() || Date.now() - CreationTime * 1000 < minAge) continue
      // What fails, because of an injected fault or of work in progress, is left for the next time.
      await callMTurk(endpoint, 'UpdateExpirationForHIT', { HITId, ExpireAt: 0 })
      if (HITStatus !== 'Reviewable') continue
      const input = { HITId, AssignmentStatuses: ['Submitted'] }
      const { Assignments = [] } = await callMTurk(endpoint, 'ListAssignmentsForHIT', input)
      for (const { AssignmentId } of Assignments)
        await callMTurk(endpoint, 'ApproveAssignment', { AssignmentId })
      const { __type: error } = await callMTurk(endpoint, 'DeleteHIT', { HITId })
      if (!error) deleted++
    }
    ;({ NextToken } = page)
    if (!NextToken) break
  }
  return deleted
}

const callMTurk = (endpoint, operation, input) =>
  postRequest(endpoint, JSON.stringify(input), buildMTurkHeaders(operation))
    .then(JSON.parse)
    .catch((error) => ({ __type: error.message }))
