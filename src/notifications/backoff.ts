import { randomFloat } from '../core/random.js'
import type { Delivery } from './delivery.js'
import type { DispatcherOptions } from './dispatcher-options.js'

/** When a delivery is attempted again if the attempt that is being made fails. */
export function computeNextAttempt(
  { attempts }: Delivery,
  {
    clock,
    random,
    initialBackoff,
    maxBackoff,
  }: Pick<DispatcherOptions, 'clock' | 'random' | 'initialBackoff' | 'maxBackoff'>,
): Date {
  const backoff = Math.min(initialBackoff * 2 ** attempts.length, maxBackoff)
  // Between half and all of it, so that queues that failed together do not retry together.
  return new Date(clock.now().getTime() + backoff * (0.5 + randomFloat(random) / 2))
}
