import { fraction, type Random, seededRandom } from '../../core/random.js'
import type { Chance, Crowd } from '../../domain/crowd.js'

/** Where all of a crowd's chances come from. */
export const chancesOf = ({ name, settings }: Pick<Crowd, 'name' | 'settings'>): Random =>
  seededRandom(settings.seed).of(name)

/** Chances that go by a name, the same each time. */
export function fractionsOf(crowd: Pick<Crowd, 'name' | 'settings'>, name: string): Chance {
  const random = chancesOf(crowd).of(name)
  return () => fraction(random)
}

/** A whole number, both ends included. */
export const between = (from: number, to: number, chance: Chance): number =>
  from + Math.floor(chance() * (to - from + 1))

export const oneOf = <T>(things: readonly T[], chance: Chance): T =>
  things[Math.floor(chance() * things.length)]!
