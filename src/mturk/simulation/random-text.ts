import RandExp from 'randexp'
import type { TextFormField } from '../../domain/questions/form-field.js'
import { validateText } from '../../domain/questions/validate-answers.js'
import type { RandomFloat } from '../../domain/simulated-crowd.js'
import { pickOne, randomInt } from './random.js'

/** The number of texts that are tried before giving up. */
const maxAttempts = 60
/** The maximum length of a text from an expression; nested counts could exhaust the memory. */
const maxExpansions = 1_000_000
/** Repetitions where an expression sets no limit. */
const maxRepeats = 8

/** A valid random text; `undefined` when none was found. */
export function generateText(field: TextFormField, random: RandomFloat): string | undefined {
  const generators = createGenerators(field)
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const text = generators[attempt % generators.length]!(random)
    if (text !== undefined && validateText(field, text).length === 0) return text
  }
  return undefined
}

/** The shortest valid text. */
export const generateShortestText = (field: TextFormField): string | undefined =>
  ['x', 'xxx', '0', '1']
    .map((text) => (field.numeric ? text : text.padEnd(field.minLength ?? 0, 'x')))
    .find((text) => validateText(field, text).length === 0)

type TextGenerator = (random: RandomFloat) => string | undefined

function createGenerators(field: TextFormField): readonly TextGenerator[] {
  const matching = field.patterns.filter(isBounded).map(
    ({ regex, flags }): TextGenerator =>
      (random) =>
        generateMatch(regex, flags, random),
  )
  const digits: TextGenerator = (random) => {
    const { minLength = 1, maxLength = minLength } = field
    const count = randomInt(minLength, Math.min(maxLength, minLength + 8), random)
    return Array.from({ length: count }, () => randomInt(0, 9, random)).join('')
  }
  if (field.numeric) return [(chance) => generateNumber(field, chance), ...matching, digits]
  return matching.length > 0 ? matching : [(chance) => generateWords(field, chance)]
}

function generateNumber({ numeric = {}, step = 1 }: TextFormField, random: RandomFloat): string {
  const min = numeric.min ?? Math.min(0, (numeric.max ?? 100) - 100)
  const max = numeric.max ?? min + 100
  const first = numeric.min === undefined || step !== 1 ? min : Math.ceil(min)
  const steps = Math.floor((max - first) / step)
  if (steps >= 0) return String(Number((first + step * randomInt(0, steps, random)).toFixed(6)))
  return (min + (max - min) * random()).toFixed(6)
}

function generateWords(
  { lines, minLength = 0, maxLength = 2000 }: TextFormField,
  random: RandomFloat,
): string {
  const count = lines > 1 ? randomInt(5, 12, random) : randomInt(1, 2, random)
  const text: string[] = []
  while (text.length < count || text.join(' ').length < minLength) text.push(randomWord(random))
  return text.join(' ').slice(0, maxLength).trimEnd().padEnd(minLength, 'e')
}

function generateMatch(regex: string, flags: string, random: RandomFloat): string | undefined {
  try {
    const generator = new RandExp(regex, flags.includes('i') ? 'i' : '')
    generator.max = maxRepeats
    generator.randInt = (from, to) => randomInt(from, to, random)
    return generator.gen()
  } catch {
    // The expression is invalid, or not supported here: other texts are tried.
    return undefined
  }
}

function isBounded({ regex }: { readonly regex: string }): boolean {
  const counts = [...regex.matchAll(/\{(\d+)(?:,(\d*))?\}|[*+]/g)].map(
    ([, from, to]) => Number(to || from || 0) + (to === '' || from === undefined ? maxRepeats : 0),
  )
  return counts.reduce((product, count) => product * Math.max(count, 1), 1) <= maxExpansions
}

export const randomWord = (random: RandomFloat): string => pickOne(vocabulary, random)

const vocabulary =
  'apple boat bridge bright button calm candle cat clear cloud corner dance door early field fine forest garden glass gold green happy harbour house island kind lake lamp large light mild moon morning music ocean open paper picture plain quick quiet rain river road round salt sharp ship silver simple small snow soft stone street summer sun table tree warm water white wind winter yellow'.split(
    ' ',
  )
