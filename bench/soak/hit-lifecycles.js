import { hit, turkHeaders } from '../calls.js'

/** What is refused after a try whose answer was lost: it may have been done by then. */
export class UnknownOutcomeError extends Error {}

/**
 * Lives of HITs, one after the other: made, taken by three workers of whom one submits, one gives it
 * back and one forgets it, paid, extended, ended; with looks in between, and tests of the destination.
 */
export class HitLifecycles {
  #endpoint
  #ledger
  #waitForTurn
  #latencies
  #workers = 0

  /**
   * @param turn resolves when it is time for one more operation
   * @param times where to write how long each took, in milliseconds
   */
  constructor({ endpoint, ledger, turn, times }) {
    this.#endpoint = endpoint
    this.#ledger = ledger
    this.#waitForTurn = turn
    this.#latencies = times
  }

  /** One HIT from its making to its end. */
  async run(HITTypeId, destination) {
    const expectEvents = (...facts) => facts.forEach((fact) => void this.#ledger.happened(fact))
    const { HIT } = await this.#callMturk('CreateHITWithHITType', {
      HITTypeId,
      MaxAssignments: 3,
      LifetimeInSeconds: 3600,
      Question: hit.Question,
    })
    const { HITId } = HIT
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
    // Not before the one who forgot it has run out of time.
    if (isAbandoned) return
    await this.#callMturk('DeleteHIT', { HITId })
    expectEvents(`HITDisposed ${HITId}`)
  }

  #callMturk(operation, input) {
    return this.#postUntilAnswered(this.#endpoint, JSON.stringify(input), turkHeaders(operation))
  }

  #callWorkerApi(worker, action, input) {
    return this.#postUntilAnswered(
      `${this.#endpoint}/_mturk/workers/${worker}/${action}`,
      JSON.stringify(input),
      { 'content-type': 'application/json' },
    )
  }

  /** Asks until it is answered: faults are on. */
  async #postUntilAnswered(url, body, headers) {
    for (let mayBeDone = false; ; ) {
      await this.#waitForTurn()
      const startedAt = performance.now()
      const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined)
      const text = await answer?.text().catch(() => undefined)
      this.#latencies.push(performance.now() - startedAt)
      if (answer?.ok && text !== undefined) return JSON.parse(text)
      if (answer?.status === 400 || answer?.status === 409) {
        if (text?.includes('ThrottlingException')) continue
        if (mayBeDone) throw new UnknownOutcomeError(text)
        throw new Error(`${url} ${body} was refused: ${text}`)
      }
      // Neither does an answer of 500 say whether it was done.
      mayBeDone = true
    }
  }
}
