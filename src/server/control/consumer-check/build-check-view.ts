import type { z } from 'zod'
import type { check } from '../schemas/check.js'
import type { CheckRun } from './check-run.js'

/** A run as the control API shows it. */
export function buildCheckView(run: CheckRun): z.output<typeof check> {
  const { id, target, account, seed, acknowledges, timeout, grace, cases } = run.input
  const results = cases.map((each) => {
    const { outcome, reason } = run.verdict(each) ?? {}
    return {
      case: each.name,
      title: each.title,
      outcome,
      reason,
      advice: outcome === 'failed' ? run.advice(each) : undefined,
      payloads: run
        .payloads(each)
        .filter(({ events }) => events.length > 0)
        .map(({ eventDocId, isForged, deliveries, events }) => ({
          eventDocId,
          isForged,
          seen: deliveries.map((getDelivery) => getDelivery().seen),
          events: events.map((event) => ({ ...event, calls: [...event.calls] })),
        })),
    }
  })
  const count = (outcome: string) => results.filter((each) => each.outcome === outcome).length
  return {
    id,
    state: run.state,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    target: { kind: target.kind, address: target.address },
    account,
    seed,
    acknowledges,
    timeout,
    grace,
    problem: run.problem,
    passed: count('passed'),
    failed: count('failed'),
    notObservable: count('not observable'),
    results,
  }
}
