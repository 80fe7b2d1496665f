import { sleep, type Timer } from '../core/timer.js'
import type { FaultInjector, RequestFaults } from './faults.js'
import { callKinds, faultDurationMs } from './kinds.js'
import { faultHeader, parseFaultHeader, type RequestHeaders } from './request-header.js'
import { type AppliedFault, type FaultRule, toAppliedFault } from './rule.js'
import { FaultRuleError } from './rule-text.js'

/** One call and its possible results. */
interface InterceptedCall<T> {
  /** Operation name as used in rules. */
  readonly operation: () => string
  readonly account: string
  readonly requestId: string
  readonly request: {
    readonly headers: RequestHeaders
    /** Aborted when the client disconnects, which ends delays and hangs. */
    readonly signal: AbortSignal
  }
  /** @param requestRules rules of the request for what it causes */
  readonly run: (requestRules: readonly FaultRule[] | undefined) => Promise<T>
  /** Response for an injected fault. */
  readonly faultResponse: (fault: FaultRule) => T
  /** Response to a request whose own rules are not valid. */
  readonly invalidRulesResponse: (message: string) => T
}

export interface InterceptResult<T> {
  /** Absent when the call gets no response. */
  readonly answer?: T
  readonly faults?: readonly AppliedFault[]
}

interface InterceptOptions {
  readonly faults: FaultInjector
  readonly timer: Timer
  /** Aborted when the emulator stops, which ends hangs too. */
  readonly stopping: AbortSignal
}

/** Runs a call and applies matching faults; without rules it only runs the call. */
export async function intercept<T>(
  { faults, timer, stopping }: InterceptOptions,
  call: InterceptedCall<T>,
): Promise<InterceptResult<T>> {
  const { account, requestId, request } = call
  if (faults.isEmpty && request.headers[faultHeader] === undefined)
    return { answer: await call.run(undefined) }

  let requestFaults: RequestFaults | undefined
  try {
    requestFaults = parseFaultHeader(request.headers, faults, requestId)
  } catch (error) {
    if (error instanceof FaultRuleError) return { answer: call.invalidRulesResponse(error.message) }
    throw error
  }
  const rules = faults.pick({ operation: call.operation(), account }, callKinds, requestFaults)
  const run = () => call.run(requestFaults?.rules)
  if (rules.length === 0) return { answer: await run() }
  const answer = await applyFaults(rules, { timer, stopping }, { ...call, run })
  return { answer, faults: rules.map(toAppliedFault) }
}

async function applyFaults<T>(
  rules: readonly FaultRule[],
  { timer, stopping }: Omit<InterceptOptions, 'faults'>,
  {
    run,
    faultResponse,
    request: { signal },
  }: InterceptedCall<T> & { readonly run: () => Promise<T> },
): Promise<T | undefined> {
  let answer: T | undefined
  for (const phase of ['before', 'after'] as const) {
    if (phase === 'after') answer = await run()
    const phaseRules = rules.filter(({ when }) => (when.phase ?? 'before') === phase)
    for (const delay of phaseRules.filter(({ what }) => what === 'delay'))
      await sleep(timer, faultDurationMs(delay), signal)
    if (signal.aborted) return undefined

    const fault = phaseRules.find(({ what }) => what !== 'delay')
    if (fault?.what === 'hang') await untilAborted(AbortSignal.any([signal, stopping]))
    if (fault?.what === 'hang' || fault?.what === 'disconnect') return undefined
    if (fault) return faultResponse(fault)
  }
  return answer
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
