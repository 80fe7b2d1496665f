import type { Asked, Faults } from '../faults/faults.js'
import { lengthOf, tryKinds } from '../faults/kinds.js'
import { type FaultMark, type FaultRule, markOf } from '../faults/rule.js'
import type { Delivery } from './delivery.js'
import type { Transport } from './transports/transport.js'

/** How one delivery's try went, and what went wrong with it on purpose. */
export interface Tried {
  readonly result: PromiseSettledResult<string>
  readonly faults?: readonly FaultMark[]
}

/** What a try is made of. */
export interface Means {
  /** Sends all of them, to one destination; never throws. */
  send(deliveries: readonly Delivery[]): Promise<readonly PromiseSettledResult<string>[]>
  /** Waits for an answer that never comes, as long as a try may take. */
  hang(): Promise<PromiseRejectedResult>
  /** @throws Error when the emulator ends in the meantime */
  pause(milliseconds: number): Promise<void>
}

/** The means to send by a transport, each try in its time. */
export const meansOf = (
  transport: Transport,
  {
    limited,
    hang,
    pause,
  }: {
    limited<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
    /** As long as any other try may take. */
    hang(work: (signal: AbortSignal) => Promise<never>): Promise<never>
    pause(milliseconds: number): Promise<void>
  },
): Means => ({
  pause,
  send: (deliveries) =>
    limited((signal) => sendAll(transport, deliveries, signal)).catch((reason: unknown) =>
      deliveries.map(() => ({ status: 'rejected', reason })),
    ),
  hang: () => hang(never).catch((reason: unknown) => ({ status: 'rejected', reason })),
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
const never = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** Tries deliveries in their order; each that a fault strikes goes by itself. */
export async function sendThrough(
  faults: Faults | undefined,
  deliveries: readonly Delivery[],
  means: Means,
): Promise<readonly Tried[]> {
  const tried: Tried[] = []
  let plain: Delivery[] = []
  async function sendPlain(): Promise<void> {
    const results = plain.length > 0 ? await means.send(plain) : []
    tried.push(...results.map((result) => ({ result })))
    plain = []
  }

  for (const delivery of deliveries) {
    const struck = strikes(faults, delivery)
    if (struck.length > 0) {
      await sendPlain()
      tried.push({ result: await sendStruck(struck, delivery, means), faults: struck.map(markOf) })
    } else plain.push(delivery)
  }
  await sendPlain()
  return tried
}

const strikes = (faults: Faults | undefined, delivery: Delivery): readonly FaultRule[] =>
  faults && !(faults.areNone && delivery.faultsAsked === undefined)
    ? faults.strike(delivery, tryKinds, askedFor(delivery))
    : []

/** What the request that caused a delivery asked for: `nth` is its so manieth try. */
export const askedFor = ({
  faultsAsked,
  attempts,
  eventDocId,
}: Pick<Delivery, 'faultsAsked' | 'attempts' | 'eventDocId'>): Asked | undefined =>
  faultsAsked && { rules: faultsAsked, nth: attempts.length + 1, key: eventDocId }

async function sendStruck(
  struck: readonly FaultRule[],
  delivery: Delivery,
  { send, hang, pause }: Means,
): Promise<PromiseSettledResult<string>> {
  for (const delay of struck.filter(({ what }) => what === 'delay')) await pause(lengthOf(delay))
  const sendOnce = async () => (await send([delivery]))[0]!
  const fault = struck.find(({ what }) => what !== 'delay')
  if (!fault) return sendOnce()
  if (fault.what === 'drop') return { status: 'fulfilled', value: 'dropped: it was never sent' }

  const sent =
    fault.when.phase === 'after' || fault.what === 'duplicate' ? await sendOnce() : undefined
  if (sent?.status === 'rejected') return sent
  if (fault.what === 'hang') return hang()
  if (fault.what !== 'duplicate') return { status: 'rejected', reason: new Error(wordsOf(fault)) }

  const again = await sendOnce()
  const second =
    again.status === 'fulfilled' ? again.value : `not taken: ${messageOf(again.reason)}`
  return { status: 'fulfilled', value: `${sent!.value}; the second ${second}` }
}

function wordsOf({ what, error, message, when }: FaultRule): string {
  if (what === 'throttle') return 'ThrottlingException: Rate exceeded'
  if (what === 'disconnect')
    return when.phase === 'after'
      ? 'The connection was cut before the answer came (ECONNRESET).'
      : 'The connection was cut (ECONNRESET).'
  return [error, message].filter(Boolean).join(': ') || 'The destination failed.'
}

/** How a try went, as the log has it. */
export const outcomeOf = ({ result, faults }: Tried) => ({
  ...(result.status === 'fulfilled'
    ? ({ outcome: 'sent', receipt: oneLine(result.value) } as const)
    : ({ outcome: 'failed', error: messageOf(result.reason) } as const)),
  ...(faults && { faults }),
})

const messageOf = (reason: unknown): string =>
  oneLine(reason instanceof Error ? reason.message || reason.name : String(reason))

/** What a receiver answers may be anything, and is shown in a log and on a terminal. */
const oneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 500)
