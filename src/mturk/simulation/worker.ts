import { randomString } from '../../core/random.js'
import { parseLocale } from '../../domain/parse-locale.js'
import {
  emptyStats,
  type RandomFloat,
  type SimulatedCrowd,
  type SimulatedWorker,
} from '../../domain/simulated-crowd.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { createCrowdRandom, createRandomFloat, pickOne, randomInt } from './random.js'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** As long as real worker IDs that were observed. */
export const createWorkerId = (crowd: SimulatedCrowd, number: number): string =>
  `A${randomString(createCrowdRandom(crowd).fork(`worker ${number}`), alphabet, 13)}`

/**
 * Creates a worker of a crowd by the crowd's settings, or applies them to an existing one.
 */
export async function createSimulatedWorker(
  { store, now }: UnitOfWork,
  crowd: SimulatedCrowd,
  number: number,
  before: SimulatedWorker | undefined,
): Promise<SimulatedWorker> {
  const { locales, adult, master, qualifications } = crowd.settings
  const id = createWorkerId(crowd, number)
  const random = createRandomFloat(crowd, `qualities ${number}`)
  const existing = await store.workers.find({ id })
  const locale = locales.length > 0 ? parseLocale(pickOne(locales, random)) : undefined
  await store.workers.put({
    id,
    createdAt: existing?.createdAt ?? now,
    locale,
    adult,
    master,
    history: existing?.history,
  })
  for (const [qualificationTypeId, score] of Object.entries(qualifications)) {
    const key = { qualificationTypeId, workerId: id }
    const qualification = await store.qualifications.find(key)
    const integerValue = pickScore(score, random)
    if (qualification?.status !== 'Granted' || qualification.integerValue !== integerValue)
      await store.qualifications.put({ ...key, grantTime: now, integerValue, status: 'Granted' })
  }
  return before ?? { crowd: crowd.name, id, number, runCount: 0, state: 'away', stats: emptyStats }
}

const pickScore = (score: number | readonly [number, number], random: RandomFloat): number =>
  typeof score === 'number' ? score : randomInt(...score, random)
