import type { FaultRule } from './rule.js'

/** A rule is not valid; the message says what to give instead. */
export class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError'
}

const tokenPattern = /([A-Za-z]+)(?:=("[^"]*"|[^\s;]*))?/y

/**
 * Parses rules in text form, such as `throttle operation=CreateHIT nth=1; drop
 * eventType=HITReviewable`, into plain values that are not yet validated.
 *
 * @throws FaultRuleError
 */
export const parseRuleTexts = (text: string): object[] =>
  (text.match(/(?:"[^"]*"|[^;"])+/g) ?? [])
    .map((each) => each.trim())
    .filter(Boolean)
    .map(parseRuleText)

function parseRuleText(text: string): object {
  const [what, ...rest] = tokenize(text)
  const rule: Record<string, unknown> = { what: what?.[0] }
  if (what?.[1] !== undefined) throw new FaultRuleError(`${syntaxHint} "${text}" does not.`)
  const where: Record<string, unknown> = {}
  const when: Record<string, unknown> = {}
  const window: Record<string, unknown> = {}
  for (const [name, value] of rest) {
    if (name === 'after' && value === undefined) when.phase = 'after'
    else if (value === undefined)
      throw new FaultRuleError(`"${name}" in "${text}" is not understood. ${syntaxHint}`)
    else if (targetFields.has(name)) where[name] = value
    else if (name === 'nth') when.nth = expandRanges(value)
    else if (name === 'probability') when.probability = toNumber(value)
    else if (name === 'milliseconds') rule.milliseconds = toNumber(value)
    else if (name === 'from' || name === 'to') window[name] = value
    else if (effectFields.has(name)) rule[name] = value
    else
      throw new FaultRuleError(
        `There is no ${name}= in a rule. There are ${[...targetFields].join(', ')}, probability, nth, from, to, milliseconds, error, message, parameter, id, and the word after.`,
      )
  }
  if (Object.keys(window).length > 0) when.window = window
  return { ...rule, where, when }
}

const syntaxHint =
  'A rule starts with the kind of fault, followed by name=value, as in "throttle operation=CreateHIT nth=1".'
const effectFields = new Set(['id', 'error', 'message', 'parameter'])
const targetFields = new Set(['operation', 'transport', 'destination', 'eventType', 'account'])

function tokenize(text: string): [name: string, value: string | undefined][] {
  const tokens: [string, string | undefined][] = []
  let at = 0
  while (at < text.length) {
    tokenPattern.lastIndex = at
    const match = tokenPattern.exec(text)
    if (!match) throw new FaultRuleError(`"${text.slice(at)}" is not understood. ${syntaxHint}`)
    tokens.push([match[1]!, match[2]?.replace(/^"|"$/g, '')])
    at = tokenPattern.lastIndex
    const whitespace = /\s*/y
    whitespace.lastIndex = at
    whitespace.exec(text)
    at = whitespace.lastIndex
  }
  return tokens
}

/** Leaves a text that is not a number for validation to report. */
const toNumber = (text: string): unknown => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text)

const maxNumbers = 1000

/** Parses `1,3,5-7` into 1, 3, 5, 6 and 7. */
function expandRanges(text: string): unknown {
  const numbers: number[] = []
  for (const part of text.split(',')) {
    const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? []
    const length = Number(to) - Number(from)
    if (from === undefined || length < 0 || numbers.length + length > maxNumbers) return text
    for (let n = Number(from); n <= Number(to); n++) numbers.push(n)
  }
  return numbers
}

/** Formats a rule as text that parses to the same rule. */
export function formatFaultRule({ what, where, when, ...rule }: FaultRule): string {
  const { probability, nth, window = {}, phase } = when
  const pairs = { ...where, probability, nth, ...window, ...rule, id: undefined }
  return [
    what,
    ...(phase === 'after' ? ['after'] : []),
    ...Object.entries(pairs)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${quote(String(value))}`),
  ].join(' ')
}

const quote = (value: string): string => (/[\s;]/.test(value) ? `"${value}"` : value)
