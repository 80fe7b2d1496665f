import { characters } from '../../core/random.js'
import { type Chance, type Crowd, nothingDone, type SimulatedWorker } from '../../domain/crowd.js'
import type { Locale } from '../../domain/shapes/QualificationRequirement.js'
import type { Context } from '../unit-of-work.js'
import { between, chancesOf, fractionsOf, oneOf } from './chances.js'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** As long as the real ones that were seen. */
export const workerIdOf = (crowd: Crowd, number: number): string =>
  `A${characters(chancesOf(crowd).of(`worker ${number}`), alphabet, 13)}`

/**
 * Makes one of a crowd, with what the crowd's settings say of its workers, or gives those to one
 * who is there already.
 */
export async function makeWorker(
  { store, now }: Context,
  crowd: Crowd,
  number: number,
  before: SimulatedWorker | undefined,
): Promise<SimulatedWorker> {
  const { locales, adult, master, qualifications } = crowd.settings
  const id = workerIdOf(crowd, number)
  const chance = fractionsOf(crowd, `qualities ${number}`)
  const known = await store.workers.find({ id })
  const locale = locales.length > 0 ? localeOf(oneOf(locales, chance)) : undefined
  await store.workers.put({ id, createdAt: known?.createdAt ?? now, locale, adult, master })
  for (const [qualificationTypeId, score] of Object.entries(qualifications)) {
    const key = { qualificationTypeId, workerId: id }
    const held = await store.qualifications.find(key)
    const integerValue = scoreOf(score, chance)
    if (held?.status !== 'Granted' || held.integerValue !== integerValue)
      await store.qualifications.put({ ...key, grantTime: now, integerValue, status: 'Granted' })
  }
  return before ?? { crowd: crowd.name, id, number, turns: 0, doing: 'away', did: nothingDone }
}

const scoreOf = (score: number | readonly [number, number], chance: Chance): number =>
  typeof score === 'number' ? score : between(...score, chance)

function localeOf(text: string): Locale {
  const [Country = '', Subdivision] = text.split('-')
  return { Country, ...(Subdivision && { Subdivision }) }
}
