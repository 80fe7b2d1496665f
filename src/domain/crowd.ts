import type { Fields } from './questions/answer.js'

/** Simulated workers who behave alike. */
export interface Crowd {
  readonly name: string
  readonly state: 'running' | 'stopped'
  readonly startedAt: Date
  readonly settings: CrowdSettings
}

/** How the workers of a crowd are, and what they do. Shares are from 0 to 1. */
export interface CrowdSettings {
  /** The same seed makes them the same workers, who do the same. */
  readonly seed: string
  readonly workers: number
  /** How often anybody comes while all are away. */
  readonly arrivalsPerHour: number
  /** Of those who come, how many look for work. */
  readonly accepts: number
  /** Of the HITs accepted, how many are given back. */
  readonly returns: number
  /** How many are left lying until their time is over. */
  readonly abandons: number
  /** How many are done badly, so that they should be rejected. */
  readonly fails: number
  /** Of those who are done with a HIT, how many look for another at once. */
  readonly stays: number
  /** How long a HIT takes: at least, at most. */
  readonly secondsOfWork: readonly [number, number]
  /** How often a worker chooses what the others choose. */
  readonly agrees: number
  readonly answers: 'random' | 'given' | 'function'
  /** Where they live: a country, or a country and its subdivision with a dash; each has one by chance. */
  readonly locales: readonly string[]
  readonly adult: boolean
  readonly master: boolean
  /** Scores by qualification type: the same for all, or by chance between two. */
  readonly qualifications: Readonly<Record<string, number | readonly [number, number]>>
  /** Work for this requester only. */
  readonly account?: string
  /** Work on these HIT types only, by ID or title; on all when there are none. */
  readonly hitTypes: readonly string[]
}

/** What the workers of a crowd were given to answer. */
export interface CrowdAnswers {
  readonly crowd: string
  readonly templates: readonly AnswerTemplate[]
}

/** Fields to fill in; in their texts, what stands in braces after a dollar sign is replaced. */
export interface AnswerTemplate {
  /** The ID of a HIT or of its type, its annotation or its title; without it, for any HIT. */
  readonly for?: string
  /** How often it is taken, beside the others that fit. */
  readonly weight: number
  readonly fields: Fields
}

/** What becomes of an accepted HIT. */
export type Plan = 'submit' | 'fail' | 'return' | 'abandon'

/** One of a crowd: who it is, what it does now, and when it does something next. */
export interface SimulatedWorker {
  readonly crowd: string
  /** Its worker ID. */
  readonly id: string
  readonly number: number
  /** How many turns it has had: with the seed, they decide everything about the next. */
  readonly turns: number
  readonly doing: 'away' | 'looking' | 'working'
  readonly work?: Work
  /** Nothing while its crowd is stopped and it is away. */
  readonly next?: Date
  readonly did: Tally
  /** What went wrong last. */
  readonly trouble?: { readonly at: Date; readonly says: string }
}

export interface Work {
  readonly account: string
  readonly hitId: string
  readonly assignmentId: string
  readonly plan: Plan
}

/** What workers have done so far, counted. */
export interface Tally {
  /** Came. */
  readonly visits: number
  /** Came or stayed, looked, and found nothing that they may do. */
  readonly foundNothing: number
  readonly accepted: number
  readonly submitted: number
  /** Of those, done badly. */
  readonly failed: number
  readonly returned: number
  readonly abandoned: number
  /** Given back because no answer could be made that the HIT takes. */
  readonly troubled: number
}

export const nothingDone: Tally = {
  visits: 0,
  foundNothing: 0,
  accepted: 0,
  submitted: 0,
  failed: 0,
  returned: 0,
  abandoned: 0,
  troubled: 0,
}

export function counted(tally: Tally, ...deeds: readonly (keyof Tally)[]): Tally {
  const more: Record<keyof Tally, number> = { ...tally }
  for (const deed of deeds) more[deed]++
  return more
}

export const added = (a: Tally, b: Tally): Tally =>
  Object.fromEntries(
    Object.entries(a).map(([deed, count]) => [deed, count + b[deed as keyof Tally]]),
  ) as unknown as Tally

/** A number from 0 to below 1, another each time. */
export type Chance = () => number

export function planOf(
  { returns, abandons, fails }: Pick<CrowdSettings, 'returns' | 'abandons' | 'fails'>,
  chance: Chance,
): Plan {
  const drawn = chance()
  if (drawn < returns) return 'return'
  if (drawn < returns + abandons) return 'abandon'
  return drawn < returns + abandons + fails ? 'fail' : 'submit'
}

/**
 * How long a worker stays away, in milliseconds: as irregular as arrivals of people who do not know
 * of one another.
 */
export const pauseOf = (
  { workers, arrivalsPerHour }: Pick<CrowdSettings, 'workers' | 'arrivalsPerHour'>,
  chance: Chance,
): number => Math.max(Math.round(-Math.log(1 - chance()) * (workers / arrivalsPerHour) * hour), 1)

/**
 * How long a worker takes for a HIT, in milliseconds, always in time. Who gives it back has seen
 * half of it, who does it badly hurries.
 */
export function workTimeOf(
  { secondsOfWork: [least, most] }: Pick<CrowdSettings, 'secondsOfWork'>,
  plan: Plan,
  secondsAllowed: number,
  chance: Chance,
): number {
  const seconds = (least + (most - least) * chance()) * (shareOfTime[plan] ?? 1)
  return Math.max(Math.round(Math.min(seconds, secondsAllowed * 0.9) * 1000), 1)
}

const shareOfTime: Partial<Record<Plan, number>> = { return: 0.5, fail: 0.25 }

/** How long a worker who stays takes to find another HIT, in milliseconds. */
export const lookingTimeOf = (chance: Chance): number => 1000 + Math.round(chance() * 4000)

const hour = 3_600_000
