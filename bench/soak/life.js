import { hit, turkHeaders } from '../calls.js'

/** What is refused after a try whose answer was lost: it may have been done by then. */
export class Uncertain extends Error {}

/**
 * Lives of HITs, one after the other: made, taken by three workers of whom one submits, one gives it
 * back and one forgets it, paid, extended, ended; with looks in between, and tests of the destination.
 */
export class Lives {
  #endpoint
  #ledger
  #turn
  #times
  #workers = 0

  /**
   * @param turn resolves when it is time for one more operation
   * @param times where to write how long each took, in milliseconds
   */
  constructor({ endpoint, ledger, turn, times }) {
    this.#endpoint = endpoint
    this.#ledger = ledger
    this.#turn = turn
    this.#times = times
  }

  /** One HIT from its making to its end. */
  async live(HITTypeId, destination) {
    const note = (...facts) => facts.forEach((fact) => void this.#ledger.happened(fact))
    const { HIT } = await this.#turk('CreateHITWithHITType', {
      HITTypeId,
      MaxAssignments: 3,
      LifetimeInSeconds: 3600,
      Question: hit.Question,
    })
    const { HITId } = HIT
    note(`HITCreated ${HITId}`)
    await this.#turk('GetAccountBalance', {})
    await this.#turk('SendTestEventNotification', {
      Notification: { ...destination, Version: '2014-08-15', EventTypes: ['Ping'] },
      TestEventType: 'AssignmentSubmitted',
    })

    const first = `A${++this.#workers}`
    const submitted = await this.#worker(first, 'accept', { hitId: HITId })
    note(`AssignmentAccepted ${submitted.id}`)
    await this.#worker(first, `assignments/${submitted.id}/submit`, { answers: { cat: 'miaow' } })
    note(`AssignmentSubmitted ${submitted.id}`)
    await this.#turk('GetHIT', { HITId })

    const second = `A${++this.#workers}`
    const returned = await this.#worker(second, 'accept', { hitId: HITId })
    note(`AssignmentAccepted ${returned.id}`)
    await this.#worker(second, `assignments/${returned.id}/return`, {})
    note(`AssignmentReturned ${returned.id}`)

    const forgets = this.#workers % 10 === 0
    if (forgets) {
      const { id } = await this.#worker(`A${++this.#workers}`, 'accept', { hitId: HITId })
      note(`AssignmentAccepted ${id}`, `AssignmentAbandoned ${id}`)
    }
    const { Assignments } = await this.#turk('ListAssignmentsForHIT', { HITId })
    for (const { AssignmentId } of Assignments) {
      await this.#turk('ApproveAssignment', { AssignmentId })
      note(`AssignmentApproved ${AssignmentId}`)
    }
    await this.#turk('ListHITs', { MaxResults: 20 })
    await this.#turk('UpdateExpirationForHIT', { HITId, ExpireAt: 0 })
    note(`HITExpired ${HITId}`)
    note(`HITReviewable ${HITId}`)
    // Not before the one who forgot it has run out of time.
    if (forgets) return
    await this.#turk('DeleteHIT', { HITId })
    note(`HITDisposed ${HITId}`)
  }

  #turk(operation, input) {
    return this.#insist(this.#endpoint, JSON.stringify(input), turkHeaders(operation))
  }

  #worker(worker, deed, input) {
    return this.#insist(
      `${this.#endpoint}/_mturk/workers/${worker}/${deed}`,
      JSON.stringify(input),
      { 'content-type': 'application/json' },
    )
  }

  /** Asks until it is answered: faults are on. */
  async #insist(url, body, headers) {
    for (let unanswered = false; ; ) {
      await this.#turn()
      const began = performance.now()
      const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined)
      const text = await answer?.text().catch(() => undefined)
      this.#times.push(performance.now() - began)
      if (answer?.ok && text !== undefined) return JSON.parse(text)
      if (answer?.status === 400 || answer?.status === 409) {
        if (text?.includes('ThrottlingException')) continue
        if (unanswered) throw new Uncertain(text)
        throw new Error(`${url} ${body} was refused: ${text}`)
      }
      // Neither does an answer of 500 say whether it was done.
      unanswered = true
    }
  }
}
