import { benchmarkHit, buildMTurkHeaders } from '../calls.js'

/** An error response after an attempt whose response was lost: the attempt may have succeeded. */
export class UnknownOutcomeError extends Error {}

/**
 * Runs life cycles of HITs, one after the other: a HIT is created; one worker submits an assignment,
 * one returns it and one abandons it; the assignment is approved, and the HIT expires and is deleted.
 * Calls that only read, and test events, come in between.
 */
export class HitLifecycles {
  #endpoint
  #ledger
  #pace
  #latencies
  #workers = 0
  /** The IDs of the HITs in progress. */
  inProgress = new Set()

  /**
   * @param pace resolves when it is time for one more operation
   * @param times receives the latency of each operation, in milliseconds
   */
  constructor({ endpoint, ledger, pace, times }) {
    this.#endpoint = endpoint
    this.#ledger = ledger
    this.#pace = pace
    this.#latencies = times
  }

  /** Runs one HIT from creation to deletion. */
  async run(HITTypeId, destination) {
    const expectEvents = (...events) =>
      events.forEach((event) => void this.#ledger.expectEvent(event))
    const { HIT } = await this.#callMturk('CreateHITWithHITType', {
      HITTypeId,
      MaxAssignments: 3,
      LifetimeInSeconds: 3600,
      Question: benchmarkHit.Question,
    })
    this.inProgress.add(HIT.HITId)
    try {
      await this.#complete(HIT, destination, expectEvents)
    } finally {
      this.inProgress.delete(HIT.HITId)
    }
  }

  async #complete({ HITId }, destination, expectEvents) {
    expectEvents(`HITCreated ${HITId}`)
    await this.#callMturk('GetAccountBalance', {})
    await this.#callMturk('SendTestEventNotification', {
      Notification: { ...destination, Version: '2014-08-15', EventTypes: ['Ping'] },
      TestEventType: 'AssignmentSubmitted',
    })

    const first = `A${++this.#workers}`
    const submitted = await this.#callWorkerApi(first, 'accept', { hitId: HITId })
    expectEvents(`AssignmentAccepted ${submitted.id}`)
    await this.#callWorkerApi(first, `assignments/${submitted.id}/submit`, {
      answers: { cat: 'miaow' },
    })
    expectEvents(`AssignmentSubmitted ${submitted.id}`)
    await this.#callMturk('GetHIT', { HITId })

    const second = `A${++this.#workers}`
    const returned = await this.#callWorkerApi(second, 'accept', { hitId: HITId })
    expectEvents(`AssignmentAccepted ${returned.id}`)
    await this.#callWorkerApi(second, `assignments/${returned.id}/return`, {})
    expectEvents(`AssignmentReturned ${returned.id}`)

    const isAbandoned = this.#workers % 10 === 0
    if (isAbandoned) {
      const { id } = await this.#callWorkerApi(`A${++this.#workers}`, 'accept', { hitId: HITId })
      expectEvents(`AssignmentAccepted ${id}`, `AssignmentAbandoned ${id}`)
    }
    const { Assignments } = await this.#callMturk('ListAssignmentsForHIT', { HITId })
    for (const { AssignmentId } of Assignments) {
      await this.#callMturk('ApproveAssignment', { AssignmentId })
      expectEvents(`AssignmentApproved ${AssignmentId}`)
    }
    await this.#callMturk('ListHITs', { MaxResults: 20 })
    await this.#callMturk('UpdateExpirationForHIT', { HITId, ExpireAt: 0 })
    expectEvents(`HITExpired ${HITId}`)
    expectEvents(`HITReviewable ${HITId}`)
    // It can be deleted only after the abandoned assignment has timed out.
    if (isAbandoned) return
    await this.#callMturk('DeleteHIT', { HITId })
    expectEvents(`HITDisposed ${HITId}`)
  }

  #callMturk(operation, input) {
    return this.#postUntilResponse(
      this.#endpoint,
      JSON.stringify(input),
      buildMTurkHeaders(operation),
    )
  }

  #callWorkerApi(worker, action, input) {
    return this.#postUntilResponse(
      `${this.#endpoint}/_mturk/workers/${worker}/${action}`,
      JSON.stringify(input),
      { 'content-type': 'application/json' },
    )
  }

  /** Repeats the call until it gets a response: faults are injected. */
  async #postUntilResponse(url, body, headers) {
    for (let mayBeDone = false; ; ) {
      await this.#pace()
      const startedAt = performance.now()
      const response = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined)
      const text = await response?.text().catch(() => undefined)
      this.#latencies.push(performance.now() - startedAt)
      if (response?.ok && text !== undefined) return JSON.parse(text)
      if (response?.status === 400 || response?.status === 409) {
        if (text?.includes('ThrottlingException')) continue
        if (mayBeDone) throw new UnknownOutcomeError(text)
        throw new Error(`${url} answered ${response.status} to ${body}: ${text}`)
      }
      // After a 500 the call may have been done, too.
      mayBeDone = true
    }
  }
}
