import type { FieldValues } from './questions/answer.js'

/** Simulated workers who behave alike. */
export interface SimulatedCrowd {
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
  readonly acceptRate: number
  /** Of the HITs accepted, how many are given back. */
  readonly returnRate: number
  /** How many are left lying until their time is over. */
  readonly abandonRate: number
  /** How many are done badly, so that they should be rejected. */
  readonly errorRate: number
  /** Of those who are done with a HIT, how many look for another at once. */
  readonly continueRate: number
  /** How long a HIT takes: at least, at most. */
  readonly secondsOfWork: readonly [number, number]
  /** How often a worker chooses what the others choose. */
  readonly consensusRate: number
  readonly answers: 'random' | 'templates' | 'function'
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
  readonly fields: FieldValues
}

/** What becomes of an accepted HIT. */
export type WorkOutcome = 'submit' | 'fail' | 'return' | 'abandon'

/** One of a crowd: who it is, what it does now, and when it does something next. */
export interface SimulatedWorker {
  readonly crowd: string
  /** Its worker ID. */
  readonly id: string
  readonly number: number
  /** How many turns it has had: with the seed, they decide everything about the next. */
  readonly runCount: number
  readonly state: 'away' | 'looking' | 'working'
  readonly work?: WorkInProgress
  /** Nothing while its crowd is stopped and it is away. */
  readonly nextActionAt?: Date
  readonly stats: WorkerStats
  /** What went wrong last. */
  readonly lastError?: { readonly at: Date; readonly message: string }
}

export interface WorkInProgress {
  readonly account: string
  readonly hitId: string
  readonly assignmentId: string
  readonly outcome: WorkOutcome
}

/** What workers have done so far, counted. */
export interface WorkerStats {
  /** Came. */
  readonly visits: number
  /** Came or stayed, looked, and found nothing that they may do. */
  readonly emptyVisits: number
  readonly accepted: number
  readonly submitted: number
  /** Of those, done badly. */
  readonly badSubmissions: number
  readonly returned: number
  readonly abandoned: number
  /** Given back because no answer could be made that the HIT takes. */
  readonly errors: number
}

export const emptyStats: WorkerStats = {
  visits: 0,
  emptyVisits: 0,
  accepted: 0,
  submitted: 0,
  badSubmissions: 0,
  returned: 0,
  abandoned: 0,
  errors: 0,
}

export function incrementStats(
  stats: WorkerStats,
  ...names: readonly (keyof WorkerStats)[]
): WorkerStats {
  const next: Record<keyof WorkerStats, number> = { ...stats }
  for (const name of names) next[name]++
  return next
}

export const sumStats = (a: WorkerStats, b: WorkerStats): WorkerStats =>
  Object.fromEntries(
    Object.entries(a).map(([name, count]) => [name, count + b[name as keyof WorkerStats]]),
  ) as unknown as WorkerStats

/** A number from 0 to below 1, another each time. */
export type RandomFloat = () => number

export function pickOutcome(
  {
    returnRate,
    abandonRate,
    errorRate,
  }: Pick<CrowdSettings, 'returnRate' | 'abandonRate' | 'errorRate'>,
  random: RandomFloat,
): WorkOutcome {
  const value = random()
  if (value < returnRate) return 'return'
  if (value < returnRate + abandonRate) return 'abandon'
  return value < returnRate + abandonRate + errorRate ? 'fail' : 'submit'
}

/**
 * How long a worker stays away, in milliseconds: as irregular as arrivals of people who do not know
 * of one another.
 */
export const pickAbsenceMs = (
  { workers, arrivalsPerHour }: Pick<CrowdSettings, 'workers' | 'arrivalsPerHour'>,
  random: RandomFloat,
): number => Math.max(Math.round(-Math.log(1 - random()) * (workers / arrivalsPerHour) * hourMs), 1)

/**
 * How long a worker takes for a HIT, in milliseconds, always in time. Who gives it back has seen
 * half of it, who does it badly hurries.
 */
export function pickWorkTimeMs(
  { secondsOfWork: [min, max] }: Pick<CrowdSettings, 'secondsOfWork'>,
  outcome: WorkOutcome,
  secondsAllowed: number,
  random: RandomFloat,
): number {
  const seconds = (min + (max - min) * random()) * (workTimeFactors[outcome] ?? 1)
  return Math.max(Math.round(Math.min(seconds, secondsAllowed * 0.9) * 1000), 1)
}

const workTimeFactors: Partial<Record<WorkOutcome, number>> = { return: 0.5, fail: 0.25 }

/** How long a worker who stays takes to find another HIT, in milliseconds. */
export const pickSearchTimeMs = (random: RandomFloat): number => 1000 + Math.round(random() * 4000)

const hourMs = 3_600_000
