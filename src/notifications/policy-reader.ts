import type { Clock } from '../core/clock.js'
import type { Delivery } from './delivery.js'
import { judge, type PolicyVerdict } from './policy.js'

/** Reads the `Policy` attribute of a queue or topic, and what its ARN is. */
export type ReadPolicy = (
  delivery: Pick<Delivery, 'transport' | 'destination' | 'account'>,
  signal: AbortSignal,
) => Promise<{ readonly resource: string; readonly policy?: string } | undefined>

/** How long a policy that was read over the wire is believed, in milliseconds. */
const believedFor = 5000

/** Judges each delivery's destination; a policy read lately is not read again. */
export function policyJudge(read: ReadPolicy, clock: Clock, remembered = believedFor) {
  const known = new Map<string, { readonly until: number; readonly verdict?: PolicyVerdict }>()

  return async (delivery: Delivery, signal: AbortSignal): Promise<PolicyVerdict | undefined> => {
    const { transport, destination, account } = delivery
    if (transport === 'Email') return undefined
    const key = `${account} ${destination}`
    const now = clock.now().getTime()
    const before = known.get(key)
    if (before && before.until > now) return before.verdict

    const found = await read(delivery, signal).catch(() => undefined)
    const verdict = found && judge(found.policy, { transport, resource: found.resource, account })
    if (remembered > 0) known.set(key, { until: now + remembered, verdict })
    return verdict
  }
}
