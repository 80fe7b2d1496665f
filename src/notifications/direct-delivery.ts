import type { PolicyVerdict } from './access-policy.js'
import { toAttempt } from './attempt.js'
import { computeNextAttempt } from './backoff.js'
import { applyAttempt, type Delivery, queueKey } from './delivery.js'
import type { DispatcherOptions } from './dispatcher-options.js'
import { checkVerdict } from './enforce-policy.js'
import { noTimeout } from './timeouts.js'
import type { DirectSend, Transport } from './transports/transport.js'

/** A delivery after its first attempt, which was made in the transaction that creates it. */
export interface DirectDelivery {
  readonly delivery: Delivery
  /** Takes the message back, because the transaction failed. */
  readonly undo: () => void
}

/**
 * Delivers into built-in queues and topics within the transaction that creates the delivery, so that
 * the change, the message and its record are one commit.
 */
export class DirectDeliveries {
  readonly #options: DispatcherOptions
  /**
   * Queue keys of failed attempts whose deliveries are not in a destination queue yet: none of the
   * next ones may overtake them.
   */
  readonly #blocked = new Set<string>()

  constructor(options: DispatcherOptions) {
    this.#options = options
  }

  /** Only the first attempt, without faults; a transaction that may run twice must not send twice. */
  isPossible(delivery: Delivery, transport: Transport): boolean {
    const { faults, deliversDirectly } = this.#options
    return (
      deliversDirectly === true &&
      transport.sendNow !== undefined &&
      delivery.batchUntil === undefined &&
      delivery.requestFaults === undefined &&
      (faults === undefined || faults.isEmpty) &&
      !this.isBlocked(delivery)
    )
  }

  isBlocked(delivery: Delivery): boolean {
    return this.#blocked.size > 0 && this.#blocked.has(queueKey(delivery))
  }

  /** Call it when the delivery is in its destination's queue. */
  unblock(delivery: Delivery): void {
    if (this.#blocked.size > 0) this.#blocked.delete(queueKey(delivery))
  }

  /** Makes the first attempt. */
  async attempt(delivery: Delivery, transport: Transport): Promise<DirectDelivery> {
    const { clock, evaluatePolicy, enforcePolicy, maxAttempts } = this.#options
    const at = clock.now()
    let verdict: PolicyVerdict | undefined
    let result: PromiseSettledResult<string>
    let sent: DirectSend | undefined
    try {
      verdict = await noTimeout((signal) => evaluatePolicy(delivery, signal))
      checkVerdict(verdict, enforcePolicy)
      sent = transport.sendNow!(delivery)
      result = { status: 'fulfilled', value: sent.receipt }
    } catch (reason) {
      result = { status: 'rejected', reason }
    }
    const milliseconds = clock.now().getTime() - at.getTime()
    const attempted = applyAttempt(delivery, toAttempt({ result }, at, milliseconds), {
      maxAttempts,
      verdict,
      nextAttemptAt: computeNextAttempt(delivery, this.#options),
    })
    if (attempted.status === 'pending') this.#blocked.add(queueKey(delivery))
    return {
      delivery: attempted,
      undo: () => {
        sent?.undo()
        this.unblock(delivery)
      },
    }
  }
}
