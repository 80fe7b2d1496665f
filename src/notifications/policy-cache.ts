import type { Clock } from '../core/clock.js'
import { evaluatePolicy, type PolicyVerdict } from './access-policy.js'
import type { Delivery } from './delivery.js'

/** Reads the `Policy` attribute and the ARN of a queue or topic. */
export type ReadPolicy = (
  delivery: Pick<Delivery, 'transport' | 'destination' | 'account'>,
  signal: AbortSignal,
) => Promise<{ readonly resource: string; readonly policy?: string } | undefined>

/** Milliseconds for which a policy that was read over the network is cached. */
const cacheTtl = 5000

/** How many verdicts are kept, of each of the two caches. */
const maxVerdicts = 1000

/** Evaluates the policy of each delivery's destination, with a cache. */
export function policyEvaluator(read: ReadPolicy, clock: Clock, ttl = cacheTtl) {
  const cache = new Map<string, { readonly until: number; readonly verdict?: PolicyVerdict }>()

  /** A destination's policy seldom changes, and evaluating it costs as much as sending a message. */
  const evaluated = new Map<string, { readonly policy?: string; readonly verdict: PolicyVerdict }>()
  function evaluate(
    policy: string | undefined,
    transport: 'SQS' | 'SNS',
    resource: string,
    account: string,
  ): PolicyVerdict {
    const key = `${account} ${resource}`
    const last = evaluated.get(key)
    if (last && last.policy === policy) return last.verdict
    const verdict = evaluatePolicy(policy, { transport, resource, account })
    if (evaluated.size >= maxVerdicts) evaluated.clear()
    evaluated.set(key, { policy, verdict })
    return verdict
  }

  return async (delivery: Delivery, signal: AbortSignal): Promise<PolicyVerdict | undefined> => {
    const { transport, destination, account } = delivery
    if (transport === 'Email') return undefined
    const key = `${account} ${destination}`
    const now = clock.now().getTime()
    const cached = cache.get(key)
    if (cached && cached.until > now) return cached.verdict

    const attributes = await read(delivery, signal).catch(() => undefined)
    const verdict =
      attributes && evaluate(attributes.policy, transport, attributes.resource, account)
    if (ttl > 0) {
      if (cache.size >= maxVerdicts) cache.clear()
      cache.set(key, { until: now + ttl, verdict })
    }
    return verdict
  }
}
