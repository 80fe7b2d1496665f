import { type FaultKind, type FaultRule, faultKinds, targetsCalls } from './rule.js'

/** Points of a call or a delivery attempt at which a fault can be injected. */
type Phases = readonly ('before' | 'after')[]

/** Where each kind of fault is possible. An empty list means that it is not possible there. */
export type FaultPhases = Readonly<
  Record<FaultKind, { readonly calls: Phases; readonly deliveries: Phases }>
>

export const faultPhases: FaultPhases = {
  error: { calls: ['before', 'after'], deliveries: ['before', 'after'] },
  throttle: { calls: ['before'], deliveries: ['before'] },
  delay: { calls: ['before', 'after'], deliveries: ['before'] },
  drop: { calls: [], deliveries: ['before'] },
  duplicate: { calls: [], deliveries: ['before'] },
  reorder: { calls: [], deliveries: ['before'] },
  batch: { calls: [], deliveries: ['before'] },
  hang: { calls: ['before', 'after'], deliveries: ['before', 'after'] },
  disconnect: { calls: ['before', 'after'], deliveries: ['before', 'after'] },
}

/** Kinds that are possible for calls. */
export const callKinds = faultKinds.filter((what) => faultPhases[what].calls.length > 0)

/** Kinds that are possible for a delivery attempt; the others are applied before it. */
export const attemptKinds = faultKinds.filter((what) => what !== 'batch' && what !== 'reorder')

export const canAffectCalls = (what: FaultKind): boolean => callKinds.includes(what)

/** Default durations in milliseconds of the kinds that take time. */
const defaultDurations: Partial<Record<FaultKind, number | undefined>> = {
  delay: undefined,
  reorder: 1000,
  batch: 1000,
}

/** Duration of a rule's fault in milliseconds. */
export const faultDurationMs = ({ what, milliseconds }: FaultRule): number =>
  milliseconds ?? defaultDurations[what] ?? 0

/**
 * Exceptions that MTurk is known to return besides RequestError, which is given by its
 * TurkErrorCode.
 */
const mturkExceptions = [
  'ServiceFault',
  'InternalFailure',
  'ServiceUnavailable',
  'ThrottlingException',
  'AccessDeniedException',
  'ParameterValidationError',
  'ValidationException',
] as const

/** Returns why a rule is not valid, as a sentence, or nothing if it is. */
export function validateRule(rule: FaultRule): string | undefined {
  const { what, where, when, error, message, parameter, milliseconds } = rule
  const calls = targetsCalls(rule)
  if (calls && (where.transport ?? where.destination ?? where.eventType) !== undefined)
    return 'A rule targets calls (operation) or deliveries (transport, destination, eventType), not both.'

  const phases = faultPhases[what][calls ? 'calls' : 'deliveries']
  if (phases.length === 0)
    return `${what} is for deliveries: give transport, destination or eventType. A call whose answer is lost is disconnect after.`
  if (!phases.includes(when.phase ?? 'before'))
    return `${what} comes before a ${calls ? 'call' : 'delivery'} or not at all: leave out "after".`

  if (what !== 'error' && (error ?? message) !== undefined)
    return `error= and message= go with error, not with ${what}.`
  if (
    error !== undefined &&
    calls &&
    !/^s[qn]s:/.test(where.operation!) &&
    !isMturkException(error)
  )
    return `MTurk never returns "${error}". Give one of ${mturkExceptions.join(', ')}, or a TurkErrorCode such as AWS.MechanicalTurk.HITDoesNotExist.`

  if (parameter !== undefined && error !== 'ParameterValidationError')
    return 'parameter= goes with error=ParameterValidationError.'

  if (!(what in defaultDurations) && milliseconds !== undefined)
    return `milliseconds goes with ${Object.keys(defaultDurations).join(', ')}, not with ${what}.`
  if (what === 'delay' && milliseconds === undefined)
    return 'Give the length of a delay: milliseconds.'
  return undefined
}

const isMturkException = (error: string): boolean =>
  (mturkExceptions as readonly string[]).includes(error) || /^AWS\.[A-Za-z.]+$/.test(error)
