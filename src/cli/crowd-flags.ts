import { maxCrowdWorkers } from '../domain/simulated-crowd.js'
import type { CrowdSettingsInput } from '../server/control/views.js'
import { countFlag, type Flag, type ParsedArguments, UsageError } from './arguments.js'

/** A crowd setting as a flag, with its parser. */
interface CrowdFlag extends Flag {
  readonly setting: keyof CrowdSettingsInput
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
const isWithin = (text: string, min: number, max: number): boolean =>
  text.trim() !== '' && Number(text) >= min && Number(text) <= max

const rateFlag = (
  setting: keyof CrowdSettingsInput,
  description: string,
  defaultValue: string,
): CrowdFlag => ({
  setting,
  placeholder: '0..1',
  description,
  default: defaultValue,
  check: (text) => isWithin(text, 0, 1),
  expected: 'a number from 0 to 1',
  parse: Number,
})

function isDurationRange(text: string): boolean {
  const [least = '', most = '', ...rest] = text.split('..')
  return rest.length === 0 && isWithin(least, 0, Number(most)) && isWithin(most, 0, 1e9)
}

const valueFlags: Readonly<Record<string, CrowdFlag>> = {
  workers: {
    ...countFlag('COUNT', 'Number of workers.', '10', { max: maxCrowdWorkers }),
    setting: 'workers',
    parse: Number,
  },
  'arrivals-per-hour': {
    setting: 'arrivalsPerHour',
    placeholder: 'NUMBER',
    description: 'Arrivals per hour of all workers together.',
    default: 'the number of workers',
    check: (text) => Number(text) !== 0 && isWithin(text, 0, 1_000_000),
    expected: 'a number above 0, up to 1000000',
    parse: Number,
  },
  'accept-rate': rateFlag('acceptRate', 'Fraction of arriving workers who look for work.', '1'),
  'return-rate': rateFlag('returnRate', 'Fraction of accepted HITs that are returned.', '0'),
  'abandon-rate': rateFlag('abandonRate', 'Fraction of accepted HITs that are abandoned.', '0'),
  'error-rate': rateFlag(
    'errorRate',
    'Fraction of accepted HITs that are submitted with bad answers.',
    '0',
  ),
  'continue-rate': rateFlag(
    'continueRate',
    'Fraction of workers who look for another HIT after one.',
    '0.7',
  ),
  'seconds-of-work': {
    setting: 'secondsOfWork',
    placeholder: 'LEAST..MOST',
    description: 'Range of seconds that a HIT takes.',
    default: '30..300',
    check: isDurationRange,
    expected: 'the least and the most, such as 30..300',
    parse: parseRange,
  },
  'consensus-rate': rateFlag(
    'consensusRate',
    'How often a worker gives the same answer as the others.',
    '0.8',
  ),
  locales: {
    setting: 'locales',
    placeholder: 'LIST',
    description: 'Locales, of which each worker gets a random one: US,US-CA,IN.',
    parse: parseList,
  },
  qualifications: {
    setting: 'qualifications',
    placeholder: 'LIST',
    description: 'Qualification scores: TYPEID=100, or random TYPEID=50..100; separated by commas.',
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
    description: 'Work only on these HIT types: IDs or titles, separated by commas.',
    parse: parseList,
  },
  account: {
    setting: 'account',
    placeholder: 'DIGITS',
    description: 'Work only for this requester.',
    parse: String,
  },
  seed: {
    setting: 'seed',
    placeholder: 'TEXT',
    description: 'Seed of their behaviour, so that each run is the same.',
    parse: String,
  },
}

const booleanFlags = {
  adult: { description: 'The workers are adults.' },
  master: { description: 'The workers are Masters.' },
} satisfies Record<string, Flag>

export const crowdFlags: Readonly<Record<string, Flag>> = { ...valueFlags, ...booleanFlags }

/**
 * Reads crowd settings from flags.
 *
 * @throws UsageError when a number is expected and not given
 */
export function parseCrowdFlags({ values }: ParsedArguments): CrowdSettingsInput {
  const input: Record<string, unknown> = {}
  for (const [flag, { setting, parse }] of Object.entries(valueFlags)) {
    const text = values[flag]
    if (typeof text === 'string') input[setting] = parse(text, flag)
  }
  for (const flag of Object.keys(booleanFlags)) if (values[flag]) input[flag] = true
  return input
}
