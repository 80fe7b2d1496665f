/**
 * What happened, what was sent, and what arrived: whatever happened must have been sent, and
 * whatever was sent must have arrived, unless a fault was told to drop it.
 */
export class EventLedger {
  /** Facts that were answered as done, and of which no document has told yet. */
  #undelivered = new Set()
  #delivered = new Set()
  /** IDs of documents that were sent, and are not there yet. */
  #inTransit = new Set()
  #arrived = new Set()
  redelivered = 0
  dropped = 0
  failedTests = 0
  /** Given up, though what really happened is tried again and again. */
  failed = 0

  expectEvent(event) {
    if (!this.#delivered.has(event)) this.#undelivered.add(event)
  }

  /** A delivery as the log has it after a try. */
  recordDelivery({ status, kind, document, eventDocId, attempts }) {
    if (status === 'pending') return
    for (const fact of eventKeys(document)) {
      this.#delivered.add(fact)
      this.#undelivered.delete(fact)
    }
    if (attempts.at(-1)?.faults?.some(({ what }) => what === 'drop')) this.dropped++
    else if (status === 'sent') {
      if (!this.#arrived.has(eventDocId)) this.#inTransit.add(eventDocId)
    } else if (kind === 'test') this.failedTests++
    else this.failed++
  }

  /** A document is there, by its ID. */
  recordArrival(eventDocId) {
    if (this.#arrived.has(eventDocId)) this.redelivered++
    this.#arrived.add(eventDocId)
    this.#inTransit.delete(eventDocId)
  }

  get arrivedCount() {
    return this.#arrived.size
  }

  /** What has happened and was never sent, and what was sent and never arrived. */
  get lost() {
    return [...this.#undelivered, ...this.#inTransit]
  }
}

const eventKeys = (document) =>
  document.startsWith('{')
    ? JSON.parse(document).Events.map(
        ({ EventType, HITId, AssignmentId }) => `${EventType} ${AssignmentId ?? HITId}`,
      )
    : []
