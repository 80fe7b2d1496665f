import { addDuration } from '../core/duration.js'
import { suggest } from '../core/suggest.js'
import { accountPattern } from '../domain/account.js'
import { EventType } from '../domain/shapes/EventType.js'
import { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import { canAffectCalls, validateRule } from './kinds.js'
import {
  type FaultKind,
  type FaultRule,
  type FaultSchedule,
  type FaultTarget,
  faultKinds,
} from './rule.js'
import { FaultRuleError, parseRuleTexts } from './rule-text.js'

export interface ReadRuleOptions {
  /** ID for a rule that has none. */
  readonly id: () => string
  /** Instant from which durations count. */
  readonly now: Date
  /**
   * Whether the rules come from a request header: they target the request and its deliveries by
   * default.
   */
  readonly isRequestRule?: boolean
}

/**
 * Reads rules given as text, as one object, or as a list of either.
 *
 * @throws FaultRuleError when a rule is not valid
 */
export function readRules(input: unknown, options: ReadRuleOptions): readonly FaultRule[] {
  if (Array.isArray(input)) return input.flatMap((each) => readRules(each, options))
  if (typeof input !== 'string') return [readRule(input, options)]
  const text = input.trim()
  if (/^[[{]/.test(text)) return readRules(parseJson(text), options)
  return parseRuleTexts(text).map((rule) => readRule(rule, options))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FaultRuleError(`${text.slice(0, 40)}… begins like JSON and is none.`)
  }
}

function readRule(input: unknown, { id, now, isRequestRule = false }: ReadRuleOptions): FaultRule {
  const fields = readObject(input, 'a rule', [
    ...['id', 'where', 'when', 'what', 'error', 'message', 'parameter', 'milliseconds'],
  ])
  const what = readEnum('what', faultKinds, fields.what)
  const rule: FaultRule = omitUndefined({
    id: readText('id', fields.id, /^[\w.-]{1,64}$/, '1 to 64 letters, digits, -, _ and .') ?? id(),
    where: readTarget(fields.where, what, isRequestRule),
    when: readSchedule(fields.when, now),
    what,
    error: readText('error', fields.error, /^[\w.]{1,128}$/, 'the name of an error'),
    message: readText('message', fields.message, /^.{0,1024}$/s, 'a text'),
    parameter: readText(
      'parameter',
      fields.parameter,
      /^[A-Za-z]{1,64}$/,
      'the name of a parameter',
    ),
    milliseconds: readNumber('milliseconds', fields.milliseconds, 0, 3_600_000),
  })
  const problem = validateRule(rule)
  if (problem) throw new FaultRuleError(problem)
  return rule
}

function readTarget(input: unknown, what: FaultKind, isRequestRule: boolean): FaultTarget {
  const fields = readObject(input ?? {}, 'where', [
    ...['operation', 'transport', 'destination', 'eventType', 'account'],
  ])
  const { transport, eventType } = fields
  const target: FaultTarget = omitUndefined({
    operation: readText(
      'operation',
      fields.operation,
      /^((mturk|sqs|sns):)?(\*|[A-Za-z]{1,64})$/,
      'a name such as CreateHIT or sqs:ReceiveMessage, or *',
    )?.replace(/^mturk:/, ''),
    transport:
      transport === undefined
        ? undefined
        : readEnum('transport', [...NotificationTransport.values!, '*'] as const, transport),
    destination: readText('destination', fields.destination, /^.{1,2048}$/, 'a destination'),
    eventType:
      eventType === undefined ? undefined : readEnum('eventType', EventType.values!, eventType),
    account: readText('account', fields.account, accountPattern, '12 digits'),
  })
  const { account: _, ...named } = target
  if (Object.keys(named).length > 0) return target
  if (!canAffectCalls(what)) return { ...target, transport: '*' }
  if (isRequestRule) return { ...target, operation: '*' }
  throw new FaultRuleError(
    `Give a target: operation=* for calls, transport=* for deliveries, or something narrower.`,
  )
}

function readSchedule(input: unknown, now: Date): FaultSchedule {
  const { probability, nth, window, phase } = readObject(input ?? {}, 'when', [
    ...['probability', 'nth', 'window', 'phase'],
  ])
  const { from, to } = readObject(window ?? {}, 'window', ['from', 'to'])
  const range = omitUndefined({
    from: readInstant('from', from, now),
    to: readInstant('to', to, now),
  })
  return omitUndefined({
    probability: readNumber('probability', probability, 0, 1),
    nth: nth === undefined ? undefined : readCounts(Array.isArray(nth) ? nth : [nth]),
    window: Object.keys(range).length > 0 ? range : undefined,
    phase: phase === undefined ? undefined : readEnum('phase', ['before', 'after'] as const, phase),
  })
}

/** Rules of a request are stored with everything it causes, so their size is limited. */
const maxCounts = 1000

function readCounts(input: readonly unknown[]): readonly number[] {
  const isCount = (each: unknown) => Number.isInteger(each) && (each as number) >= 1
  if (input.length > 0 && input.length <= maxCounts && input.every(isCount))
    return input as readonly number[]
  throw new FaultRuleError(
    `nth cannot be "${toDisplayText(input).slice(0, 80)}". Give whole numbers from 1, as 1 or 1,3,5-7, ${maxCounts} at the most.`,
  )
}

function readObject(
  input: unknown,
  label: string,
  names: readonly string[],
): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new FaultRuleError(
      label === 'a rule'
        ? 'A rule is an object {"what", "where", "when"} or a text such as "throttle operation=CreateHIT nth=1".'
        : `${label} is an object of ${names.join(', ')}.`,
    )
  const unknown = Object.keys(input).find((name) => !names.includes(name))
  if (unknown === undefined) return input as Record<string, unknown>
  throw new FaultRuleError(`There is no "${unknown}" in ${label}. There are ${names.join(', ')}.`)
}

function readEnum<T extends string>(name: string, values: readonly T[], input: unknown): T {
  const match = values.find((value) => value === input)
  if (match !== undefined) return match
  throw new FaultRuleError(
    `${name} cannot be "${toDisplayText(input ?? '')}". Give one of ${values.join(', ')}.${suggest(toDisplayText(input ?? ''), values)}`,
  )
}

function readText(
  name: string,
  input: unknown,
  pattern: RegExp,
  expected: string,
): string | undefined {
  if (input === undefined || (typeof input === 'string' && pattern.test(input))) return input
  throw new FaultRuleError(`${name} cannot be "${toDisplayText(input)}". Give ${expected}.`)
}

function readNumber(name: string, input: unknown, min: number, max: number): number | undefined {
  if (input === undefined || (typeof input === 'number' && input >= min && input <= max))
    return input
  throw new FaultRuleError(
    `${name} cannot be "${toDisplayText(input)}". Give a number from ${min} to ${max}.`,
  )
}

/** An instant or a duration from now, in ISO 8601. */
function readInstant(name: string, input: unknown, now: Date): string | undefined {
  if (input === undefined) return undefined
  const text = input instanceof Date ? input.toISOString() : toDisplayText(input)
  const instant = text.startsWith('P') ? addDuration(now, text) : new Date(text)
  if (instant && !Number.isNaN(instant.getTime())) return instant.toISOString()
  throw new FaultRuleError(
    `${name} cannot be "${text}". Give an instant such as 2026-01-01T00:00:00Z, or a duration from now such as PT5M.`,
  )
}

/** Without undefined members. */
const omitUndefined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** The given value for an error message; a list may be nested deeper than the stack allows. */
function toDisplayText(input: unknown): string {
  try {
    return String(input)
  } catch {
    return 'a value that is nested too deeply'
  }
}
