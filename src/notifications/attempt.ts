import type { FaultInjector, RequestFaults } from '../faults/faults.js'
import { attemptKinds, faultDurationMs } from '../faults/kinds.js'
import { type AppliedFault, type FaultRule, toAppliedFault } from '../faults/rule.js'
import type { Delivery } from './delivery.js'
import type { Transport } from './transports/transport.js'

/** How one delivery's try went, and what went wrong with it on purpose. */
export interface AttemptResult {
  readonly result: PromiseSettledResult<string>
  readonly faults?: readonly AppliedFault[]
}

/** What a try is made of. */
interface AttemptIo {
  /** Sends all of them, to one destination; never throws. */
  send(deliveries: readonly Delivery[]): Promise<readonly PromiseSettledResult<string>[]>
  /** Waits for an answer that never comes, as long as a try may take. */
  hang(): Promise<PromiseRejectedResult>
  /** @throws Error when the emulator ends in the meantime */
  sleep(milliseconds: number): Promise<void>
}

/** The means to send by a transport, each try in its time. */
export const createAttemptIo = (
  transport: Transport,
  {
    limited: withTimeout,
    hang,
    sleep,
  }: {
    limited<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
    /** As long as any other try may take. */
    hang(work: (signal: AbortSignal) => Promise<never>): Promise<never>
    sleep(milliseconds: number): Promise<void>
  },
): AttemptIo => ({
  sleep,
  send: (deliveries) =>
    withTimeout((signal) => sendAll(transport, deliveries, signal)).catch((reason: unknown) =>
      deliveries.map(() => ({ status: 'rejected', reason })),
    ),
  hang: () => hang(rejectOnAbort).catch((reason: unknown) => ({ status: 'rejected', reason })),
})

async function sendAll(
  transport: Transport,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
): Promise<readonly PromiseSettledResult<string>[]> {
  if (transport.sendBatch && deliveries.length > 1) return transport.sendBatch(deliveries, signal)
  return Promise.allSettled(deliveries.map((delivery) => transport.send(delivery, signal)))
}

/** Ends only when it is told to. */
const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** Tries deliveries in their order; each that a fault strikes goes by itself. */
export async function attemptAll(
  faults: FaultInjector | undefined,
  deliveries: readonly Delivery[],
  io: AttemptIo,
): Promise<readonly AttemptResult[]> {
  const results: AttemptResult[] = []
  let unaffected: Delivery[] = []
  async function sendUnaffected(): Promise<void> {
    const outcomes = unaffected.length > 0 ? await io.send(unaffected) : []
    results.push(...outcomes.map((result) => ({ result })))
    unaffected = []
  }

  for (const delivery of deliveries) {
    const rules = pickFaults(faults, delivery)
    if (rules.length > 0) {
      await sendUnaffected()
      results.push({
        result: await attemptWithFault(rules, delivery, io),
        faults: rules.map(toAppliedFault),
      })
    } else unaffected.push(delivery)
  }
  await sendUnaffected()
  return results
}

const pickFaults = (faults: FaultInjector | undefined, delivery: Delivery): readonly FaultRule[] =>
  faults && !(faults.isEmpty && delivery.requestFaults === undefined)
    ? faults.pick(delivery, attemptKinds, getRequestFaults(delivery))
    : []

/** What the request that caused a delivery asked for: `nth` is its so manieth try. */
export const getRequestFaults = ({
  requestFaults,
  attempts,
  eventDocId,
}: Pick<Delivery, 'requestFaults' | 'attempts' | 'eventDocId'>): RequestFaults | undefined =>
  requestFaults && { rules: requestFaults, attempt: attempts.length + 1, key: eventDocId }

async function attemptWithFault(
  rules: readonly FaultRule[],
  delivery: Delivery,
  { send, hang, sleep }: AttemptIo,
): Promise<PromiseSettledResult<string>> {
  for (const delay of rules.filter(({ what }) => what === 'delay'))
    await sleep(faultDurationMs(delay))
  const sendOnce = async () => (await send([delivery]))[0]!
  const fault = rules.find(({ what }) => what !== 'delay')
  if (!fault) return sendOnce()
  if (fault.what === 'drop') return { status: 'fulfilled', value: 'dropped: it was never sent' }

  const sent =
    fault.when.phase === 'after' || fault.what === 'duplicate' ? await sendOnce() : undefined
  if (sent?.status === 'rejected') return sent
  if (fault.what === 'hang') return hang()
  if (fault.what !== 'duplicate')
    return { status: 'rejected', reason: new Error(describeFault(fault)) }

  const again = await sendOnce()
  const second =
    again.status === 'fulfilled' ? again.value : `not taken: ${errorMessage(again.reason)}`
  return { status: 'fulfilled', value: `${sent!.value}; the second ${second}` }
}

function describeFault({ what, error, message, when }: FaultRule): string {
  if (what === 'throttle') return 'ThrottlingException: Rate exceeded'
  if (what === 'disconnect')
    return when.phase === 'after'
      ? 'The connection was cut before the answer came (ECONNRESET).'
      : 'The connection was cut (ECONNRESET).'
  return [error, message].filter(Boolean).join(': ') || 'The destination failed.'
}

/** How a try went, as the log has it. */
export const toAttempt = ({ result, faults }: AttemptResult) => ({
  ...(result.status === 'fulfilled'
    ? ({ outcome: 'sent', receipt: toSingleLine(result.value) } as const)
    : ({ outcome: 'failed', error: errorMessage(result.reason) } as const)),
  ...(faults && { faults }),
})

const errorMessage = (reason: unknown): string =>
  toSingleLine(reason instanceof Error ? reason.message || reason.name : String(reason))

/** What a receiver answers may be anything, and is shown in a log and on a terminal. */
const toSingleLine = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 500)
