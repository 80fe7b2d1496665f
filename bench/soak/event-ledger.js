/**
 * Compares what happened, what was sent and what arrived: every event must have been sent, and every
 * sent payload must have arrived, unless an injected fault dropped it.
 */
export class EventLedger {
  /** Events of completed calls that no payload has reported yet. */
  #undelivered = new Set()
  #delivered = new Set()
  /** IDs of payloads that were sent and have not arrived yet. */
  #inTransit = new Set()
  #arrived = new Set()
  redelivered = 0
  dropped = 0
  failedTests = 0
  /** Life-cycle events whose delivery failed for good: this must never happen. */
  failed = 0

  expectEvent(event) {
    if (!this.#delivered.has(event)) this.#undelivered.add(event)
  }

  /** Records the state of a delivery after an attempt. */
  recordDelivery({ status, kind, payload, eventDocId, attempts }) {
    if (status === 'pending') return
    for (const event of eventKeys(payload)) {
      this.#delivered.add(event)
      this.#undelivered.delete(event)
    }
    if (attempts.at(-1)?.faults?.some(({ what }) => what === 'drop')) this.dropped++
    else if (status === 'sent') {
      if (!this.#arrived.has(eventDocId)) this.#inTransit.add(eventDocId)
    } else if (kind === 'test') this.failedTests++
    else this.failed++
  }

  /** Records the arrival of a payload, by its ID. */
  recordArrival(eventDocId) {
    if (this.#arrived.has(eventDocId)) this.redelivered++
    this.#arrived.add(eventDocId)
    this.#inTransit.delete(eventDocId)
  }

  get arrivedCount() {
    return this.#arrived.size
  }

  /** Events that were never sent, and payloads that never arrived. */
  get lost() {
    return [...this.#undelivered, ...this.#inTransit]
  }
}

const eventKeys = (payload) =>
  payload.startsWith('{')
    ? JSON.parse(payload).Events.map(
        ({ EventType, HITId, AssignmentId }) => `${EventType} ${AssignmentId ?? HITId}`,
      )
    : []
