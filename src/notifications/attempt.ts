import { explainConnectionError } from '../core/connection-error.js'
import { sleep, type Timer } from '../core/timer.js'
import type { FaultInjector, RequestFaults } from '../faults/faults.js'
import { attemptKinds, faultDurationMs } from '../faults/kinds.js'
import { type AppliedFault, type FaultRule, toAppliedFault } from '../faults/rule.js'
import type { Attempt, Delivery } from './delivery.js'
import { noTimeout, type Timeouts } from './timeouts.js'
import type { Transport } from './transports/transport.js'

/** The result of one delivery's attempt, and the faults that were injected into it. */
interface AttemptResult {
  readonly result: PromiseSettledResult<string>
  readonly faults?: readonly AppliedFault[]
}

interface AttemptOptions {
  readonly faults?: FaultInjector
  readonly timer: Timer
  /** Milliseconds that one attempt may take. */
  readonly timeout: number
}

/** Makes attempts to send deliveries to one destination, with the faults that apply to them. */
export class AttemptRunner {
  readonly #transport: Transport
  readonly #timeouts: Timeouts
  readonly #options: AttemptOptions

  constructor(transport: Transport, timeouts: Timeouts, options: AttemptOptions) {
    this.#transport = transport
    this.#timeouts = timeouts
    this.#options = options
  }

  /** Runs work within the time of one attempt; in-process work needs no limit. */
  runLimited<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#transport.isInProcess
      ? noTimeout(work)
      : this.#timeouts.run(this.#options.timeout, work)
  }

  /** Attempts the deliveries in order. Those without faults are sent together, up to the next with one. */
  async run(deliveries: readonly Delivery[]): Promise<readonly AttemptResult[]> {
    const results: AttemptResult[] = []
    let unaffected: Delivery[] = []
    for (const delivery of deliveries) {
      const rules = this.#pickFaults(delivery)
      if (rules.length === 0) {
        unaffected.push(delivery)
        continue
      }
      for (const result of await this.#send(unaffected)) results.push({ result })
      unaffected = []
      results.push({
        result: await this.#attemptWithFaults(rules, delivery),
        faults: rules.map(toAppliedFault),
      })
    }
    for (const result of await this.#send(unaffected)) results.push({ result })
    return results
  }

  #pickFaults(delivery: Delivery): readonly FaultRule[] {
    const { faults } = this.#options
    if (!faults || (faults.isEmpty && delivery.requestFaults === undefined)) return noFaults
    return faults.pick(delivery, attemptKinds, getRequestFaults(delivery))
  }

  /** Never throws: an error is the result of each delivery. */
  async #send(deliveries: readonly Delivery[]): Promise<readonly PromiseSettledResult<string>[]> {
    if (deliveries.length === 0) return []
    try {
      return await this.runLimited((signal) =>
        this.#transport.sendBatch && deliveries.length > 1
          ? this.#transport.sendBatch(deliveries, signal)
          : Promise.allSettled(deliveries.map((each) => this.#transport.send(each, signal))),
      )
    } catch (reason) {
      return deliveries.map(() => ({ status: 'rejected', reason }))
    }
  }

  async #attemptWithFaults(
    rules: readonly FaultRule[],
    delivery: Delivery,
  ): Promise<PromiseSettledResult<string>> {
    for (const rule of rules) if (rule.what === 'delay') await this.#delay(faultDurationMs(rule))
    const fault = rules.find(({ what }) => what !== 'delay')
    if (!fault) return this.#sendOne(delivery)
    if (fault.what === 'drop') return { status: 'fulfilled', value: 'dropped: it was never sent' }

    const sent =
      fault.when.phase === 'after' || fault.what === 'duplicate'
        ? await this.#sendOne(delivery)
        : undefined
    if (sent?.status === 'rejected') return sent
    if (fault.what === 'hang') return this.#hang()
    if (fault.what !== 'duplicate')
      return { status: 'rejected', reason: new Error(describeFault(fault)) }

    const again = await this.#sendOne(delivery)
    const second =
      again.status === 'fulfilled' ? again.value : `not taken: ${errorMessage(again.reason)}`
    return { status: 'fulfilled', value: `${sent!.value}; the second ${second}` }
  }

  async #sendOne(delivery: Delivery): Promise<PromiseSettledResult<string>> {
    return (await this.#send([delivery]))[0]!
  }

  /** Waits for a response that never comes, for as long as an attempt may take. */
  #hang(): Promise<PromiseSettledResult<string>> {
    return this.#timeouts
      .run(this.#options.timeout, rejectOnAbort)
      .catch((reason: unknown) => ({ status: 'rejected', reason }))
  }

  /** Not limited by the timeout. @throws Error when the emulator is closed meanwhile */
  #delay(milliseconds: number): Promise<void> {
    return this.#timeouts.run(Number.POSITIVE_INFINITY, (signal) =>
      sleep(this.#options.timer, milliseconds, signal),
    )
  }
}

const noFaults: readonly FaultRule[] = []

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** The faults that the request behind a delivery asked for; `nth` counts the delivery's attempts. */
export const getRequestFaults = ({
  requestFaults,
  attempts,
  eventDocId,
}: Pick<Delivery, 'requestFaults' | 'attempts' | 'eventDocId'>): RequestFaults | undefined =>
  requestFaults && { rules: requestFaults, attempt: attempts.length + 1, key: eventDocId }

function describeFault({ what, error, message, when }: FaultRule): string {
  if (what === 'throttle') return 'ThrottlingException: Rate exceeded'
  if (what === 'disconnect')
    return when.phase === 'after'
      ? 'The connection was cut before the answer came (ECONNRESET).'
      : 'The connection was cut (ECONNRESET).'
  return [error, message].filter(Boolean).join(': ') || 'The destination failed.'
}

/** The attempt as the log records it. */
export function toAttempt(
  { result, faults }: AttemptResult,
  at: Date,
  milliseconds: number,
): Attempt {
  const isSent = result.status === 'fulfilled'
  return {
    at,
    milliseconds,
    outcome: isSent ? 'sent' : 'failed',
    receipt: isSent ? toSingleLine(result.value) : undefined,
    error: isSent ? undefined : errorMessage(result.reason),
    faults,
  }
}

const errorMessage = (reason: unknown): string => toSingleLine(explainConnectionError(reason))

/** A receiver may answer anything; the log and the terminal show one line of it. */
const toSingleLine = (text: string): string =>
  /^[ -~]{0,500}$/.test(text) ? text : text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 500)
