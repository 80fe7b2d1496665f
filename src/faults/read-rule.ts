import { instantAfter } from '../core/duration.js'
import { EventType } from '../domain/shapes/EventType.js'
import { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import { isForCalls, objectionTo } from './kinds.js'
import {
  type FaultKind,
  type FaultPlace,
  type FaultRule,
  type FaultTime,
  faultKinds,
} from './rule.js'
import { FaultRuleError, rulesInText } from './rule-text.js'

export interface Reading {
  /** What a rule is called that has no ID of its own. */
  readonly id: () => string
  /** From which durations count. */
  readonly now: Date
  /** Whether a request brings them: they are about itself and what it causes unless they say more. */
  readonly ofRequest?: boolean
}

/**
 * The rules that were given: in words, as one object, or as a list of either.
 *
 * @throws FaultRuleError when one makes no sense
 */
export function readRules(given: unknown, reading: Reading): readonly FaultRule[] {
  if (Array.isArray(given)) return given.flatMap((each) => readRules(each, reading))
  if (typeof given !== 'string') return [readRule(given, reading)]
  const text = given.trim()
  if (/^[[{]/.test(text)) return readRules(parsed(text), reading)
  return rulesInText(text).map((rule) => readRule(rule, reading))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FaultRuleError(`${text.slice(0, 40)}… begins like JSON and is none.`)
  }
}

function readRule(given: unknown, { id, now, ofRequest = false }: Reading): FaultRule {
  const fields = membersOf(given, 'a rule', [
    ...['id', 'where', 'when', 'what', 'error', 'message', 'milliseconds'],
  ])
  const what = oneOf('what', faultKinds, fields.what)
  const rule: FaultRule = present({
    id: textIn('id', fields.id, /^[\w.-]{1,64}$/, '1 to 64 letters, digits, -, _ and .') ?? id(),
    where: placeOf(fields.where, what, ofRequest),
    when: timeOf(fields.when, now),
    what,
    error: textIn('error', fields.error, /^[\w.]{1,128}$/, 'the name of an error'),
    message: textIn('message', fields.message, /^.{0,1024}$/s, 'a text'),
    milliseconds: numberIn('milliseconds', fields.milliseconds, 0, 3_600_000),
  })
  const objection = objectionTo(rule)
  if (objection) throw new FaultRuleError(objection)
  return rule
}

function placeOf(given: unknown, what: FaultKind, ofRequest: boolean): FaultPlace {
  const fields = membersOf(given ?? {}, 'where', [
    ...['operation', 'transport', 'destination', 'eventType', 'account'],
  ])
  const { transport, eventType } = fields
  const place: FaultPlace = present({
    operation: textIn(
      'operation',
      fields.operation,
      /^((mturk|sqs|sns):)?(\*|[A-Za-z]{1,64})$/,
      'a name such as CreateHIT or sqs:ReceiveMessage, or *',
    )?.replace(/^mturk:/, ''),
    transport:
      transport === undefined
        ? undefined
        : oneOf('transport', [...NotificationTransport.values!, '*'] as const, transport),
    destination: textIn('destination', fields.destination, /^.{1,2048}$/, 'a destination'),
    eventType:
      eventType === undefined ? undefined : oneOf('eventType', EventType.values!, eventType),
    account: textIn('account', fields.account, /^\d{12}$/, '12 digits'),
  })
  const { account: _, ...named } = place
  if (Object.keys(named).length > 0) return place
  if (!isForCalls(what)) return { ...place, transport: '*' }
  if (ofRequest) return { ...place, operation: '*' }
  throw new FaultRuleError(
    `Say where: operation=* for calls, transport=* for deliveries, or something narrower.`,
  )
}

function timeOf(given: unknown, now: Date): FaultTime {
  const { probability, nth, window, phase } = membersOf(given ?? {}, 'when', [
    ...['probability', 'nth', 'window', 'phase'],
  ])
  const { from, to } = membersOf(window ?? {}, 'window', ['from', 'to'])
  const span = present({ from: instantIn('from', from, now), to: instantIn('to', to, now) })
  return present({
    probability: numberIn('probability', probability, 0, 1),
    nth: nth === undefined ? undefined : countsIn(Array.isArray(nth) ? nth : [nth]),
    window: Object.keys(span).length > 0 ? span : undefined,
    phase: phase === undefined ? undefined : oneOf('phase', ['before', 'after'] as const, phase),
  })
}

/** A request brings its rules along with all that it causes, so they must stay small. */
const mostCounts = 1000

function countsIn(given: readonly unknown[]): readonly number[] {
  const isCount = (each: unknown) => Number.isInteger(each) && (each as number) >= 1
  if (given.length > 0 && given.length <= mostCounts && given.every(isCount))
    return given as readonly number[]
  throw new FaultRuleError(
    `nth cannot be "${inWords(given).slice(0, 80)}". Give whole numbers from 1, as 1 or 1,3,5-7, ${mostCounts} at the most.`,
  )
}

function membersOf(given: unknown, of: string, names: readonly string[]): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new FaultRuleError(
      of === 'a rule'
        ? 'A rule is an object {"what", "where", "when"} or a text such as "throttle operation=CreateHIT nth=1".'
        : `${of} is an object of ${names.join(', ')}.`,
    )
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown === undefined) return given as Record<string, unknown>
  throw new FaultRuleError(`There is no "${unknown}" in ${of}. There are ${names.join(', ')}.`)
}

function oneOf<T extends string>(name: string, values: readonly T[], given: unknown): T {
  const found = values.find((value) => value === given)
  if (found !== undefined) return found
  throw new FaultRuleError(
    `${name} cannot be "${inWords(given ?? '')}". Give one of ${values.join(', ')}.`,
  )
}

function textIn(name: string, given: unknown, form: RegExp, give: string): string | undefined {
  if (given === undefined || (typeof given === 'string' && form.test(given))) return given
  throw new FaultRuleError(`${name} cannot be "${inWords(given)}". Give ${give}.`)
}

function numberIn(name: string, given: unknown, min: number, max: number): number | undefined {
  if (given === undefined || (typeof given === 'number' && given >= min && given <= max))
    return given
  throw new FaultRuleError(
    `${name} cannot be "${inWords(given)}". Give a number from ${min} to ${max}.`,
  )
}

/** An instant, or a duration from now, in ISO 8601. */
function instantIn(name: string, given: unknown, now: Date): string | undefined {
  if (given === undefined) return undefined
  const text = given instanceof Date ? given.toISOString() : inWords(given)
  const instant = text.startsWith('P') ? instantAfter(now, text) : new Date(text)
  if (instant && !Number.isNaN(instant.getTime())) return instant.toISOString()
  throw new FaultRuleError(
    `${name} cannot be "${text}". Give an instant such as 2026-01-01T00:00:00Z, or a duration from now such as PT5M.`,
  )
}

/** Without what was not given. */
const present = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** What was given, for the sentence that refuses it; a list may be deeper than any stack. */
function inWords(given: unknown): string {
  try {
    return String(given)
  } catch {
    return 'something too deep to say'
  }
}
