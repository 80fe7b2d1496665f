import type { CrowdGiven } from '../server/control/contract.js'
import { type Flag, type Parsed, UsageError } from './arguments.js'

/** A setting of a crowd as a flag, and how its text is read. */
interface CrowdFlag extends Flag {
  readonly setting: keyof CrowdGiven
  readonly read: (text: string, flag: string) => unknown
}

/** @throws UsageError */
function number(text: string, flag: string): number {
  const read = Number(text)
  if (text.trim() === '' || Number.isNaN(read))
    throw new UsageError(`--${flag} cannot be "${text}". Give a number.`)
  return read
}

const list = (text: string): readonly string[] => text.split(',').filter(Boolean)
const range = (text: string, flag: string): readonly number[] =>
  text.split('..').map((end) => number(end, flag))
const share = (setting: keyof CrowdGiven, says: string): CrowdFlag => ({
  setting,
  value: '0..1',
  says,
  read: number,
})

const settings: Readonly<Record<string, CrowdFlag>> = {
  workers: { setting: 'workers', value: 'COUNT', says: 'How many they are; 10.', read: number },
  'arrivals-per-hour': {
    setting: 'arrivalsPerHour',
    value: 'NUMBER',
    says: 'How often one of them comes; each once an hour unless said.',
    read: number,
  },
  accepts: share('accepts', 'Of those who come, how many look for work; 1.'),
  returns: share('returns', 'Of the HITs accepted, how many are given back; 0.'),
  abandons: share('abandons', 'How many are left until their time is over; 0.'),
  fails: share('fails', 'How many are done badly, so that they should be rejected; 0.'),
  stays: share('stays', 'Of those who are done, how many look for another HIT at once; 0.7.'),
  'seconds-of-work': {
    setting: 'secondsOfWork',
    value: 'LEAST..MOST',
    says: 'How long a HIT takes; 30..300.',
    read: range,
  },
  agrees: share('agrees', 'How often a worker chooses what the others choose; 0.8.'),
  locales: {
    setting: 'locales',
    value: 'LIST',
    says: 'Where they live, each in one by chance: US,US-CA,IN.',
    read: list,
  },
  qualifications: {
    setting: 'qualifications',
    value: 'LIST',
    says: 'What they have: TYPEID=100, or by chance TYPEID=50..100; several with commas.',
    read: (text, flag) =>
      Object.fromEntries(
        list(text).map((each) => {
          const [id = '', score = '1'] = each.split('=')
          const [least, most] = range(score, flag)
          return [id, most === undefined ? least : [least, most]]
        }),
      ),
  },
  'hit-types': {
    setting: 'hitTypes',
    value: 'LIST',
    says: 'Work on these only: IDs or titles of HIT types, with commas.',
    read: list,
  },
  account: {
    setting: 'account',
    value: 'DIGITS',
    says: 'Work for this requester only.',
    read: String,
  },
  seed: {
    setting: 'seed',
    value: 'TEXT',
    says: 'Makes them repeat from run to run.',
    read: String,
  },
}

const switches = {
  adult: { says: 'They are adults.' },
  master: { says: 'They are Masters.' },
} satisfies Record<string, Flag>

export const crowdFlags: Readonly<Record<string, Flag>> = { ...settings, ...switches }

/**
 * What the flags say of a crowd.
 *
 * @throws UsageError for a text that is no number where one is asked for
 */
export function givenBy({ values }: Parsed): CrowdGiven {
  const given: Record<string, unknown> = {}
  for (const [flag, { setting, read }] of Object.entries(settings)) {
    const text = values[flag]
    if (typeof text === 'string') given[setting] = read(text, flag)
  }
  for (const flag of Object.keys(switches)) if (values[flag]) given[flag] = true
  return given
}
