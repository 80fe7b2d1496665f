/** What Amazon has no API for. */
export async function control(method, path, body) {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}/_mturk/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`)
  return text ? JSON.parse(text) : undefined
}

/** Has a worker accept a HIT; gives the ID of the assignment. */
export const accept = async (worker, hitId) =>
  (await control('POST', `workers/${worker}/accept`, { hitId })).id

/** Has a worker submit an assignment, or return it. */
export const done = (worker, assignmentId, what, body) =>
  control('POST', `workers/${worker}/assignments/${assignmentId}/${what}`, body)
