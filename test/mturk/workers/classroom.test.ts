import { ListAssignmentsForHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { ControlClient } from '../../../src/server/control/client.js'
import { htmlQuestion } from '../../browser/worker-site.js'
import { startTestEmulator } from '../../support/setup.js'

const tokens = { token: 'known-to-the-teacher', workerToken: 'known-to-the-class' }

/** A participant with a session for the shared token, and a worker ID. */
async function joinClass(endpoint: string, workerId: string) {
  const { session } = await new ControlClient(endpoint, { token: tokens.workerToken }).request(
    'POST /_mturk/sessions',
  )
  const ask = async (path: string, request: RequestInit = {}) => {
    const headers = { ...request.headers, authorization: `Bearer ${session}` }
    const answer = await fetch(endpoint + path, { ...request, headers })
    return { status: answer.status, body: await answer.text() }
  }
  const json = async (path: string, body?: object) => {
    const payload = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    const answer = await ask(`/_mturk/workers/${workerId}${path}`, payload)
    return { status: answer.status, body: JSON.parse(answer.body) }
  }
  return { workerId, ask, json, page: await ask(`/worker/${workerId}/hits`) }
}

const workers = Array.from({ length: 20 }, (_, index) => `A1CLASS${index}`)

test('twenty workers at the same time complete a HIT with twenty assignments', async () => {
  const { endpoint, createHit, mturk } = await startTestEmulator(tokens)
  const { HITId, HITGroupId } = await createHit({
    Question: htmlQuestion('<form action="/mturk/externalSubmit"></form>'),
    MaxAssignments: 20,
  })
  const sessions = await Promise.all(workers.map((id) => joinClass(endpoint, id)))

  const worked = await Promise.all(
    sessions.map(async ({ workerId, page, ask, json }) => {
      const entered = await json(`/groups/${HITGroupId}`)
      const { body: assignment } = await json('/accept', { hitId: entered.body.hitId })
      const query = `workerId=${workerId}&assignmentId=${assignment.id}&hitId=${HITId}`
      const question = await ask(`/worker/question/${HITId}?${query}`)
      const submitted = await ask('/mturk/externalSubmit', {
        method: 'POST',
        body: new URLSearchParams({ assignmentId: assignment.id, says: workerId }),
      })
      const standing = await json('')
      return [page, question, submitted]
        .map(({ status }) => status)
        .concat(standing.body.counts.Submitted)
    }),
  )

  expect(worked).toEqual(workers.map(() => [200, 200, 200, 1]))
  const { Assignments } = await mturk.send(
    new ListAssignmentsForHITCommand({ HITId, MaxResults: 100 }),
  )
  const answers = Assignments!.map(
    ({ WorkerId, Answer }) => Answer!.includes(`<FreeText>${WorkerId}</FreeText>`) && WorkerId,
  )
  expect(answers.sort()).toEqual([...workers].sort())
})

test('of twenty workers who accept a HIT with five assignments at once, five succeed and the others get the reason', async () => {
  const { endpoint, createHit } = await startTestEmulator(tokens)
  const { HITId } = await createHit({ MaxAssignments: 5 })
  const sessions = await Promise.all(workers.map((id) => joinClass(endpoint, id)))

  const responses = await Promise.all(sessions.map(({ json }) => json('/accept', { hitId: HITId })))

  expect(responses.filter(({ status }) => status === 200)).toHaveLength(5)
  expect(
    responses.filter(({ body }) => body.message === 'All its assignments are taken.'),
  ).toHaveLength(15)
})
