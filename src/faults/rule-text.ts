import type { FaultRule } from './rule.js'

/** What is wrong with a rule, in a sentence that says what to give instead. */
export class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError'
}

const word = /([A-Za-z]+)(?:=("[^"]*"|[^\s;]*))?/y

/**
 * Rules in words, as `throttle operation=CreateHIT nth=1; drop eventType=HITReviewable`, as plain
 * values that are still to be judged.
 *
 * @throws FaultRuleError
 */
export const rulesInText = (text: string): object[] =>
  (text.match(/(?:"[^"]*"|[^;"])+/g) ?? [])
    .map((each) => each.trim())
    .filter(Boolean)
    .map(ruleInText)

function ruleInText(text: string): object {
  const [what, ...more] = wordsIn(text)
  const rule: Record<string, unknown> = { what: what?.[0] }
  if (what?.[1] !== undefined) throw new FaultRuleError(`${first} "${text}" does not.`)
  const where: Record<string, unknown> = {}
  const when: Record<string, unknown> = {}
  const window: Record<string, unknown> = {}
  for (const [name, value] of more) {
    if (name === 'after' && value === undefined) when.phase = 'after'
    else if (value === undefined)
      throw new FaultRuleError(`"${name}" in "${text}" is not understood. ${first}`)
    else if (places.has(name)) where[name] = value
    else if (name === 'nth') when.nth = numbersIn(value)
    else if (name === 'probability') when.probability = numberIn(value)
    else if (name === 'milliseconds') rule.milliseconds = numberIn(value)
    else if (name === 'from' || name === 'to') window[name] = value
    else if (name === 'id' || name === 'error' || name === 'message') rule[name] = value
    else
      throw new FaultRuleError(
        `There is no ${name}= in a rule. There are ${[...places].join(', ')}, probability, nth, from, to, milliseconds, error, message, id, and the word after.`,
      )
  }
  if (Object.keys(window).length > 0) when.window = window
  return { ...rule, where, when }
}

const first =
  'A rule begins with what goes wrong and goes on with name=value, as in "throttle operation=CreateHIT nth=1".'
const places = new Set(['operation', 'transport', 'destination', 'eventType', 'account'])

function wordsIn(text: string): [name: string, value: string | undefined][] {
  const words: [string, string | undefined][] = []
  let at = 0
  while (at < text.length) {
    word.lastIndex = at
    const found = word.exec(text)
    if (!found) throw new FaultRuleError(`"${text.slice(at)}" is not understood. ${first}`)
    words.push([found[1]!, found[2]?.replace(/^"|"$/g, '')])
    at = word.lastIndex
    const gap = /\s*/y
    gap.lastIndex = at
    gap.exec(text)
    at = gap.lastIndex
  }
  return words
}

/** A text that is no number is left for the judge of the rule to name. */
const numberIn = (text: string): unknown => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text)

const most = 1000

/** `1,3,5-7` is 1, 3, 5, 6 and 7. */
function numbersIn(text: string): unknown {
  const numbers: number[] = []
  for (const part of text.split(',')) {
    const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? []
    const length = Number(to) - Number(from)
    if (from === undefined || length < 0 || numbers.length + length > most) return text
    for (let n = Number(from); n <= Number(to); n++) numbers.push(n)
  }
  return numbers
}

/** The rule in words, so that reading them gives the rule again. */
export function textOf({ what, where, when, ...rule }: FaultRule): string {
  const { probability, nth, window = {}, phase } = when
  const pairs = { ...where, probability, nth, ...window, ...rule, id: undefined }
  return [
    what,
    ...(phase === 'after' ? ['after'] : []),
    ...Object.entries(pairs)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${quoted(String(value))}`),
  ].join(' ')
}

const quoted = (value: string): string => (/[\s;]/.test(value) ? `"${value}"` : value)
