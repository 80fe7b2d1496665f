import { buildMTurkHeaders, postRequest } from '../calls.js'

/** Milliseconds in which the response to the creation of a HIT arrives. */
const minAge = 60_000

/**
 * Deletes the HITs that life cycles left: of lost responses, and of abandoned assignments. Otherwise
 * the emulator would have to keep them, and grow.
 *
 * @param inProgress the IDs of HITs that a life cycle still needs
 * @returns how many were deleted
 */
export async function deleteLeftHits(endpoint, inProgress, isStopped) {
  let deleted = 0
  for (let NextToken; !isStopped(); ) {
    const page = await callMTurk(endpoint, 'ListHITs', { MaxResults: 100, NextToken })
    for (const { HITId, HITStatus, CreationTime } of page.HITs ?? []) {
      if (isStopped() || inProgress.has(HITId) || Date.now() - CreationTime * 1000 < minAge)
        continue
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
