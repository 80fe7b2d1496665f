import type { Timer } from '../core/timer.js'
import type { Asked, Faults } from './faults.js'
import { callKinds, lengthOf } from './kinds.js'
import { askedIn, faultHeader, type Headers } from './request-header.js'
import { type FaultMark, type FaultRule, markOf } from './rule.js'
import { FaultRuleError } from './rule-text.js'

/** One call, and what can be made of it. */
export interface HinderedCall<T> {
  /** As rules name it. */
  readonly operation: () => string
  readonly account: string
  readonly requestId: string
  readonly request: {
    readonly headers: Headers
    /** Aborted when the client has gone: nobody is made to wait, or to hang, any longer. */
    readonly gone: AbortSignal
  }
  /** @param asked what the request wants to go wrong with what it causes */
  readonly run: (asked: readonly FaultRule[] | undefined) => Promise<T>
  /** What the caller is told instead. */
  readonly refuse: (fault: FaultRule) => T
  /** What the caller is told whose own rules make no sense. */
  readonly misread: (sentence: string) => T
}

export interface Hindered<T> {
  /** Nothing when the call is not answered at all. */
  readonly answer?: T
  readonly faults?: readonly FaultMark[]
}

/** Runs a call as the rules want it to go; when there are none it just runs. */
export async function hindered<T>(
  { faults, timer }: { readonly faults: Faults; readonly timer: Timer },
  call: HinderedCall<T>,
): Promise<Hindered<T>> {
  const { account, requestId, request } = call
  if (faults.areNone && request.headers[faultHeader] === undefined)
    return { answer: await call.run(undefined) }

  let asked: Asked | undefined
  try {
    asked = askedIn(request.headers, faults, requestId)
  } catch (error) {
    if (error instanceof FaultRuleError) return { answer: call.misread(error.message) }
    throw error
  }
  const struck = faults.strike({ operation: call.operation(), account }, callKinds, asked)
  const run = () => call.run(asked?.rules)
  if (struck.length === 0) return { answer: await run() }
  const answer = await struckBy(struck, timer, { ...call, run })
  return { answer, faults: struck.map(markOf) }
}

async function struckBy<T>(
  struck: readonly FaultRule[],
  timer: Timer,
  { run, refuse, request: { gone } }: HinderedCall<T> & { readonly run: () => Promise<T> },
): Promise<T | undefined> {
  let answer: T | undefined
  for (const phase of ['before', 'after'] as const) {
    if (phase === 'after') answer = await run()
    const now = struck.filter(({ when }) => (when.phase ?? 'before') === phase)
    for (const delay of now.filter(({ what }) => what === 'delay'))
      await atMost(lengthOf(delay), timer, gone)
    if (gone.aborted) return undefined

    const fault = now.find(({ what }) => what !== 'delay')
    if (fault?.what === 'hang') await untilGone(gone)
    if (fault?.what === 'hang' || fault?.what === 'disconnect') return undefined
    if (fault) return refuse(fault)
  }
  return answer
}

const untilGone = (gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted) resolve()
    else gone.addEventListener('abort', () => resolve(), { once: true })
  })

/** Resolves after so many milliseconds, or when the client has gone. */
async function atMost(delay: number, timer: Timer, gone: AbortSignal): Promise<void> {
  let callOff = () => {}
  const over = new Promise<void>((resolve) => {
    callOff = timer.after(delay, resolve)
  })
  await Promise.race([over, untilGone(gone)])
  callOff()
}
