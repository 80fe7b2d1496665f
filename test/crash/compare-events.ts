import type { Store } from '../../src/store/store.js'
import type { EventKey } from './worker-load.js'

/** What a world says has happened, whoever was told of it. */
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
  /** Happened, and nobody was told. */
  readonly missing: readonly string[]
  /** Told, and it never happened. */
  readonly unexpected: readonly string[]
  /** Told twice under two EventDocIds. */
  readonly duplicated: readonly string[]
  /** Answered as done, and it is not. */
  readonly lost: readonly string[]
  /** Told again with the same EventDocId, which at least once allows. */
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
