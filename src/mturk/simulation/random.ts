import { type Random, randomFloat, seededRandom } from '../../core/random.js'
import type { RandomFloat, SimulatedCrowd } from '../../domain/simulated-crowd.js'

/** The seeded random source of a crowd. */
export const createCrowdRandom = ({
  name,
  settings,
}: Pick<SimulatedCrowd, 'name' | 'settings'>): Random => seededRandom(settings.seed).fork(name)

/** A random source of a crowd by name, the same each time. */
export function createRandomFloat(
  crowd: Pick<SimulatedCrowd, 'name' | 'settings'>,
  name: string,
): RandomFloat {
  const random = createCrowdRandom(crowd).fork(name)
  return () => randomFloat(random)
}

/** A random whole number, both ends included. */
export const randomInt = (min: number, max: number, random: RandomFloat): number =>
  min + Math.floor(random() * (max - min + 1))

export const pickOne = <T>(items: readonly T[], random: RandomFloat): T =>
  items[Math.floor(random() * items.length)]!
