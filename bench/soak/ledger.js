/**
 * What happened, what was sent, and what arrived: whatever happened must have been sent, and
 * whatever was sent must have arrived, unless a fault was told to drop it.
 */
export class Ledger {
  /** Facts that were answered as done, and of which no document has told yet. */
  #untold = new Set()
  #told = new Set()
  /** IDs of documents that were sent, and are not there yet. */
  #underWay = new Set()
  #arrived = new Set()
  repeated = 0
  dropped = 0
  testsFailed = 0
  /** Given up, though what really happened is tried again and again. */
  givenUp = 0

  happened(fact) {
    if (!this.#told.has(fact)) this.#untold.add(fact)
  }

  /** A delivery as the log has it after a try. */
  delivered({ status, kind, document, eventDocId, attempts }) {
    if (status === 'pending') return
    for (const fact of factsIn(document)) {
      this.#told.add(fact)
      this.#untold.delete(fact)
    }
    if (attempts.at(-1)?.faults?.some(({ what }) => what === 'drop')) this.dropped++
    else if (status === 'sent') {
      if (!this.#arrived.has(eventDocId)) this.#underWay.add(eventDocId)
    } else if (kind === 'test') this.testsFailed++
    else this.givenUp++
  }

  /** A document is there, by its ID. */
  arrived(eventDocId) {
    if (this.#arrived.has(eventDocId)) this.repeated++
    this.#arrived.add(eventDocId)
    this.#underWay.delete(eventDocId)
  }

  get documents() {
    return this.#arrived.size
  }

  /** What has happened and was never sent, and what was sent and never arrived. */
  get lost() {
    return [...this.#untold, ...this.#underWay]
  }
}

const factsIn = (document) =>
  document.startsWith('{')
    ? JSON.parse(document).Events.map(
        ({ EventType, HITId, AssignmentId }) => `${EventType} ${AssignmentId ?? HITId}`,
      )
    : []
