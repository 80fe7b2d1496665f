import { type FaultKind, type FaultRule, faultKinds, targetsCalls } from './rule.js'

/** When, in the course of a call or of one try of a delivery, a fault may come. */
type Phases = readonly ('before' | 'after')[]

/** What can go wrong where. An empty list is what makes no sense there. */
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

/** Kinds that can befall a call. */
export const callKinds = faultKinds.filter((what) => faultPhases[what].calls.length > 0)

/** Kinds that can befall one try of a delivery; the others befall it before. */
export const attemptKinds = faultKinds.filter((what) => what !== 'batch' && what !== 'reorder')

export const canAffectCalls = (what: FaultKind): boolean => callKinds.includes(what)

/** Kinds with a time of their own; without one given they wait so long. */
const defaultDurations: Partial<Record<FaultKind, number | undefined>> = {
  delay: undefined,
  reorder: 1000,
  batch: 1000,
}

/** How long a rule's fault takes, in milliseconds. */
export const faultDurationMs = ({ what, milliseconds }: FaultRule): number =>
  milliseconds ?? defaultDurations[what] ?? 0

/** What MTurk is known to answer besides RequestError; a RequestError is said by its TurkErrorCode. */
const mturkExceptions = [
  'ServiceFault',
  'InternalFailure',
  'ServiceUnavailable',
  'ThrottlingException',
  'AccessDeniedException',
  'ParameterValidationError',
  'ValidationException',
] as const

/** Why a rule makes no sense, in a sentence; nothing when it does. */
export function validateRule(rule: FaultRule): string | undefined {
  const { what, where, when, error, message, milliseconds } = rule
  const calls = targetsCalls(rule)
  if (calls && (where.transport ?? where.destination ?? where.eventType) !== undefined)
    return 'A rule is about calls (operation) or about deliveries (transport, destination, eventType), not both.'

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
    return `MTurk answers no "${error}". Give one of ${mturkExceptions.join(', ')}, or a TurkErrorCode such as AWS.MechanicalTurk.HITDoesNotExist.`

  if (!(what in defaultDurations) && milliseconds !== undefined)
    return `milliseconds goes with ${Object.keys(defaultDurations).join(', ')}, not with ${what}.`
  if (what === 'delay' && milliseconds === undefined)
    return 'Say how long a delay is: milliseconds.'
  return undefined
}

const isMturkException = (error: string): boolean =>
  (mturkExceptions as readonly string[]).includes(error) || /^AWS\.[A-Za-z.]+$/.test(error)
