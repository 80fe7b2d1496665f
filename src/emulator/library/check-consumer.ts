import type { z } from 'zod'
import { type CheckTarget, checkTargets } from '../../domain/consumer-check/check-case.js'
import { buildCheckView } from '../../server/control/consumer-check/build-check-view.js'
import type { DeepReadonly } from '../../server/control/json-types.js'
import type { check } from '../../server/control/schemas/check.js'
import type { EmulatorInstance } from '../create-emulator.js'

/** The consumer to check, by exactly one of the first four members, and how. */
export interface ConsumerCheckOptions {
  /** URL of the queue from which it receives. */
  readonly queue?: string
  /** ARN of the topic to which it is subscribed. */
  readonly topic?: string
  /** URL of the web hook to which a topic is to post. */
  readonly http?: string
  /** Mail address that it reads. */
  readonly mail?: string
  /** The requester, for `http` and `mail`; default: 000000000000. */
  readonly account?: string
  /** Names of the cases; default: all that every consumer of this kind meets. */
  readonly only?: readonly string[]
  /** Sends the cases in another order, the same for each seed. */
  readonly seed?: string
  /**
   * Whether the consumer acknowledges each event that it has handled: it posts
   * `{ eventDocId, index }` to `ENDPOINT/_mturk/checks/latest/handled`. Default: false.
   */
  readonly acknowledges?: boolean
  /** Milliseconds that the consumer has for a message; default: 10,000. */
  readonly timeout?: number
  /** Milliseconds after that for calls and acknowledgements; default: 5000. */
  readonly grace?: number
  /** Captured payloads, sent instead of the cases unless `only` names some. */
  readonly payloads?: readonly string[]
}

/** What a check has shown, as in the control API. */
export type ConsumerCheck = DeepReadonly<z.output<typeof check>>

/** Sends every kind of notification to a consumer; resolves with what was seen. */
export async function checkConsumer(
  { loadChecks }: EmulatorInstance,
  { acknowledges = false, timeout = 10_000, grace = 5000, ...options }: ConsumerCheckOptions,
): Promise<ConsumerCheck> {
  const checks = await loadChecks()
  const { account, only, seed, payloads } = options
  const run = await checks.start({
    target: readTarget(options),
    ...{ account, only, seed, payloads, acknowledges, timeout, grace },
  })
  await run.done
  return buildCheckView(run)
}

function readTarget(options: ConsumerCheckOptions): { kind: CheckTarget; address: string } {
  const given = checkTargets.filter((kind) => options[kind] !== undefined)
  const [kind] = given
  if (kind === undefined || given.length > 1)
    throw new TypeError('Give checkConsumer one of queue, topic, http and mail.')
  return { kind, address: options[kind]! }
}
