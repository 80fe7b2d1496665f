import RandExp from 'randexp'
import type { Chance } from '../../domain/crowd.js'
import type { AskedText } from '../../domain/questions/asked.js'
import { textFaults } from '../../domain/questions/form-answers.js'
import { between, oneOf } from './chances.js'

/** Texts that are tried before it is given up to find one that will do. */
const tries = 60
/** Characters that an expression may make at most; a few nested counts would fill the memory. */
const longest = 1_000_000
/** How often what may be repeated without end is repeated. */
const mostRepeats = 8

/** A text that an answer may hold; nothing when none was found. */
export function textFor(asked: AskedText, chance: Chance): string | undefined {
  const ways = waysTo(asked)
  for (let attempt = 0; attempt < tries; attempt++) {
    const text = ways[attempt % ways.length]!(chance)
    if (text !== undefined && textFaults(asked, text).length === 0) return text
  }
  return undefined
}

/** The least that an answer may hold. */
export const shortestFor = (asked: AskedText): string | undefined =>
  ['x', 'xxx', '0', '1']
    .map((text) => (asked.numeric ? text : text.padEnd(asked.minLength ?? 0, 'x')))
    .find((text) => textFaults(asked, text).length === 0)

type Way = (chance: Chance) => string | undefined

function waysTo(asked: AskedText): readonly Way[] {
  const matching = asked.patterns.filter(isTame).map(
    ({ regex, flags }): Way =>
      (chance) =>
        matchOf(regex, flags, chance),
  )
  const digits: Way = (chance) => {
    const { minLength = 1, maxLength = minLength } = asked
    const count = between(minLength, Math.min(maxLength, minLength + 8), chance)
    return Array.from({ length: count }, () => between(0, 9, chance)).join('')
  }
  if (asked.numeric) return [(chance) => numberFor(asked, chance), ...matching, digits]
  return matching.length > 0 ? matching : [(chance) => wordsFor(asked, chance)]
}

function numberFor({ numeric = {}, step = 1 }: AskedText, chance: Chance): string {
  const min = numeric.min ?? Math.min(0, (numeric.max ?? 100) - 100)
  const max = numeric.max ?? min + 100
  const first = numeric.min === undefined || step !== 1 ? min : Math.ceil(min)
  const steps = Math.floor((max - first) / step)
  if (steps >= 0) return String(Number((first + step * between(0, steps, chance)).toFixed(6)))
  return (min + (max - min) * chance()).toFixed(6)
}

function wordsFor({ lines, minLength = 0, maxLength = 2000 }: AskedText, chance: Chance): string {
  const count = lines > 1 ? between(5, 12, chance) : between(1, 2, chance)
  const chosen: string[] = []
  while (chosen.length < count || chosen.join(' ').length < minLength) chosen.push(word(chance))
  return chosen.join(' ').slice(0, maxLength).trimEnd().padEnd(minLength, 'e')
}

function matchOf(regex: string, flags: string, chance: Chance): string | undefined {
  try {
    const maker = new RandExp(regex, flags.includes('i') ? 'i' : '')
    maker.max = mostRepeats
    maker.randInt = (from, to) => between(from, to, chance)
    return maker.gen()
  } catch {
    // It is no expression, or one that is not understood here: another way is tried.
    return undefined
  }
}

function isTame({ regex }: { readonly regex: string }): boolean {
  const counts = [...regex.matchAll(/\{(\d+)(?:,(\d*))?\}|[*+]/g)].map(
    ([, from, to]) => Number(to || from || 0) + (to === '' || from === undefined ? mostRepeats : 0),
  )
  return counts.reduce((product, count) => product * Math.max(count, 1), 1) <= longest
}

export const word = (chance: Chance): string => oneOf(words, chance)

const words =
  'apple boat bridge bright button calm candle cat clear cloud corner dance door early field fine forest garden glass gold green happy harbour house island kind lake lamp large light mild moon morning music ocean open paper picture plain quick quiet rain river road round salt sharp ship silver simple small snow soft stone street summer sun table tree warm water white wind winter yellow'.split(
    ' ',
  )
