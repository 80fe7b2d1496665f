import type { CrowdInput } from '../server/control/contract.js'
import { type Flag, type ParsedArguments, UsageError } from './arguments.js'

/** A setting of a crowd as a flag, and how its text is read. */
interface CrowdFlag extends Flag {
  readonly setting: keyof CrowdInput
  readonly parse: (text: string, flag: string) => unknown
}

/** @throws UsageError */
function parseNumber(text: string, flag: string): number {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value))
    throw new UsageError(`--${flag} cannot be "${text}". Give a number.`)
  return value
}

const parseList = (text: string): readonly string[] => text.split(',').filter(Boolean)
const parseRange = (text: string, flag: string): readonly number[] =>
  text.split('..').map((part) => parseNumber(part, flag))
const rateFlag = (setting: keyof CrowdInput, description: string): CrowdFlag => ({
  setting,
  placeholder: '0..1',
  description,
  parse: parseNumber,
})

const valueFlags: Readonly<Record<string, CrowdFlag>> = {
  workers: {
    setting: 'workers',
    placeholder: 'COUNT',
    description: 'How many they are; 10.',
    parse: parseNumber,
  },
  'arrivals-per-hour': {
    setting: 'arrivalsPerHour',
    placeholder: 'NUMBER',
    description: 'How often one of them comes; each once an hour unless said.',
    parse: parseNumber,
  },
  'accept-rate': rateFlag('acceptRate', 'Of those who come, how many look for work; 1.'),
  'return-rate': rateFlag('returnRate', 'Of the HITs accepted, how many are given back; 0.'),
  'abandon-rate': rateFlag('abandonRate', 'How many are left until their time is over; 0.'),
  'error-rate': rateFlag(
    'errorRate',
    'How many are done badly, so that they should be rejected; 0.',
  ),
  'continue-rate': rateFlag(
    'continueRate',
    'Of those who are done, how many look for another HIT at once; 0.7.',
  ),
  'seconds-of-work': {
    setting: 'secondsOfWork',
    placeholder: 'LEAST..MOST',
    description: 'How long a HIT takes; 30..300.',
    parse: parseRange,
  },
  'consensus-rate': rateFlag(
    'consensusRate',
    'How often a worker chooses what the others choose; 0.8.',
  ),
  locales: {
    setting: 'locales',
    placeholder: 'LIST',
    description: 'Where they live, each in one by chance: US,US-CA,IN.',
    parse: parseList,
  },
  qualifications: {
    setting: 'qualifications',
    placeholder: 'LIST',
    description: 'What they have: TYPEID=100, or by chance TYPEID=50..100; several with commas.',
    parse: (text, flag) =>
      Object.fromEntries(
        parseList(text).map((each) => {
          const [id = '', score = '1'] = each.split('=')
          const [min, max] = parseRange(score, flag)
          return [id, max === undefined ? min : [min, max]]
        }),
      ),
  },
  'hit-types': {
    setting: 'hitTypes',
    placeholder: 'LIST',
    description: 'Work on these only: IDs or titles of HIT types, with commas.',
    parse: parseList,
  },
  account: {
    setting: 'account',
    placeholder: 'DIGITS',
    description: 'Work for this requester only.',
    parse: String,
  },
  seed: {
    setting: 'seed',
    placeholder: 'TEXT',
    description: 'Makes them repeat from run to run.',
    parse: String,
  },
}

const booleanFlags = {
  adult: { description: 'They are adults.' },
  master: { description: 'They are Masters.' },
} satisfies Record<string, Flag>

export const crowdFlags: Readonly<Record<string, Flag>> = { ...valueFlags, ...booleanFlags }

/**
 * What the flags say of a crowd.
 *
 * @throws UsageError for a text that is no number where one is asked for
 */
export function parseCrowdFlags({ values }: ParsedArguments): CrowdInput {
  const input: Record<string, unknown> = {}
  for (const [flag, { setting, parse }] of Object.entries(valueFlags)) {
    const text = values[flag]
    if (typeof text === 'string') input[setting] = parse(text, flag)
  }
  for (const flag of Object.keys(booleanFlags)) if (values[flag]) input[flag] = true
  return input
}
