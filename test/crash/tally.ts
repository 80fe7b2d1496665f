import type { Store } from '../../src/store/store.js'
import type { Fact } from './load.js'

/** What a world says has happened, whoever was told of it. */
export const factsIn = (store: Store): Promise<Set<Fact>> =>
  store.transaction(async (tx) => {
    const assignments = await tx.assignments.list({})
    return new Set(
      assignments.flatMap(({ thing: { id, status } }): Fact[] => [
        `AssignmentAccepted ${id}`,
        ...(status === 'Returned' ? [`AssignmentReturned ${id}` as const] : []),
      ]),
    )
  })

export interface Tally {
  readonly told: number
  /** Happened, and nobody was told. */
  readonly missing: readonly string[]
  /** Told, and it never happened. */
  readonly phantom: readonly string[]
  /** Told twice under two EventDocIds. */
  readonly doubled: readonly string[]
  /** Answered as done, and it is not. */
  readonly forgotten: readonly string[]
  /** Told again with the same EventDocId, which at least once allows. */
  readonly repeated: number
}

/** Compares what happened with what arrived. */
export function tally(
  facts: ReadonlySet<Fact>,
  done: ReadonlySet<Fact>,
  documents: readonly string[],
): Tally {
  const told = new Map<string, Set<string>>()
  for (const text of documents) {
    const { Events, EventDocId } = JSON.parse(text) as {
      Events: { EventType: string; AssignmentId: string }[]
      EventDocId: string
    }
    for (const { EventType, AssignmentId } of Events) {
      const fact = `${EventType} ${AssignmentId}`
      told.set(fact, (told.get(fact) ?? new Set()).add(EventDocId))
    }
  }
  return {
    told: told.size,
    missing: [...facts].filter((fact) => !told.has(fact)),
    phantom: [...told.keys()].filter((fact) => !facts.has(fact as Fact)),
    doubled: [...told].flatMap(([fact, ids]) => (ids.size > 1 ? [fact] : [])),
    forgotten: [...done].filter((fact) => !facts.has(fact)),
    repeated: documents.length - told.size,
  }
}
