import type { Store } from '../../src/store/store.js'
import type { EventKey } from './worker-load.js'

/** The events that a database implies, whether or not they were delivered. */
export const loadEventKeys = (store: Store): Promise<Set<EventKey>> =>
  store.transaction(async (tx) => {
    const assignments = await tx.assignments.list({})
    return new Set(
      assignments.flatMap(({ record: { id, status } }): EventKey[] => [
        `AssignmentAccepted ${id}`,
        ...(status === 'Returned' ? [`AssignmentReturned ${id}` as const] : []),
      ]),
    )
  })

export interface EventComparison {
  readonly delivered: number
  /** Events that happened and were not delivered. */
  readonly missing: readonly string[]
  /** Events that were delivered and never happened. */
  readonly unexpected: readonly string[]
  /** Events that were delivered twice with two EventDocIds. */
  readonly duplicated: readonly string[]
  /** Calls that succeeded without an effect. */
  readonly lost: readonly string[]
  /** Payloads that arrived again with the same EventDocId: at-least-once delivery allows it. */
  readonly redelivered: number
}

/** Compares what happened with what arrived. */
export function compareEvents(
  expected: ReadonlySet<EventKey>,
  acknowledged: ReadonlySet<EventKey>,
  documents: readonly string[],
): EventComparison {
  const delivered = new Map<string, Set<string>>()
  for (const text of documents) {
    const { Events, EventDocId } = JSON.parse(text) as {
      Events: { EventType: string; AssignmentId: string }[]
      EventDocId: string
    }
    for (const { EventType, AssignmentId } of Events) {
      const fact = `${EventType} ${AssignmentId}`
      delivered.set(fact, (delivered.get(fact) ?? new Set()).add(EventDocId))
    }
  }
  return {
    delivered: delivered.size,
    missing: [...expected].filter((fact) => !delivered.has(fact)),
    unexpected: [...delivered.keys()].filter((fact) => !expected.has(fact as EventKey)),
    duplicated: [...delivered].flatMap(([fact, ids]) => (ids.size > 1 ? [fact] : [])),
    lost: [...acknowledged].filter((fact) => !expected.has(fact)),
    redelivered: documents.length - delivered.size,
  }
}
