/** Calls the control API: Amazon has no API for workers, mails, the clock and faults. */
export async function control(method, path, body) {
  const response = await fetch(`${process.env.AWS_ENDPOINT_URL}/_mturk/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`)
  return text ? JSON.parse(text) : undefined
}

/** A worker accepts a HIT; returns the ID of the assignment. */
export const accept = async (worker, hitId) =>
  (await control('POST', `workers/${worker}/accept`, { hitId })).id

/** A worker submits or returns an assignment. */
export const changeAssignment = (worker, assignmentId, action, body) =>
  control('POST', `workers/${worker}/assignments/${assignmentId}/${action}`, body)
