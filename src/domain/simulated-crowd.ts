import type { FieldValues } from './questions/answer.js'

export const maxCrowdWorkers = 10_000

/** Simulated workers with a common configuration. */
export interface SimulatedCrowd {
  readonly name: string
  readonly state: 'running' | 'stopped'
  readonly startedAt: Date
  readonly settings: CrowdSettings
}

/** Who the workers of a crowd are, and how they behave. Probabilities are from 0 to 1. */
export interface CrowdSettings {
  /** The same seed yields the same workers, who do the same. */
  readonly seed: string
  readonly workers: number
  /** How often a worker arrives while all are away. */
  readonly arrivalsPerHour: number
  /** The probability that a worker who arrives looks for work. */
  readonly acceptRate: number
  /** The probability that an accepted HIT is returned. */
  readonly returnRate: number
  /** The probability that an accepted HIT is abandoned. */
  readonly abandonRate: number
  /** The probability that an accepted HIT is done so badly that it should be rejected. */
  readonly errorRate: number
  /** The probability that a worker who has finished a HIT looks for another at once. */
  readonly continueRate: number
  /** How long a HIT takes: minimum and maximum. */
  readonly secondsOfWork: readonly [number, number]
  /** The probability that a worker chooses what the others choose. */
  readonly consensusRate: number
  readonly answers: 'random' | 'templates' | 'function'
  /** Locales: a country, or a country and its subdivision with a dash; each worker has a random one. */
  readonly locales: readonly string[]
  readonly adult: boolean
  readonly master: boolean
  /** Scores by qualification type: one for all, or random between two. */
  readonly qualifications: Readonly<Record<string, number | readonly [number, number]>>
  /** Limits the crowd to the HITs of this requester. */
  readonly account?: string
  /** Limits the crowd to these HIT types, by ID or title; empty means all. */
  readonly hitTypes: readonly string[]
}

/** Prepared answers for the workers of a crowd. */
export interface CrowdAnswers {
  readonly crowd: string
  readonly templates: readonly AnswerTemplate[]
}

/** Field values; `${…}` in their texts is replaced. */
export interface AnswerTemplate {
  /** The ID of a HIT or of its type, its annotation or its title; absent means any HIT. */
  readonly for?: string
  /** Its weight among the answers that match. */
  readonly weight: number
  readonly fields: FieldValues
}

/** The outcome of an accepted HIT. */
type WorkOutcome = 'submit' | 'fail' | 'return' | 'abandon'

/** A simulated worker: identity, current activity, and time of the next action. */
export interface SimulatedWorker {
  readonly crowd: string
  /** Its worker ID. */
  readonly id: string
  readonly number: number
  /** The number of turns so far; with the seed, it determines the next one. */
  readonly runCount: number
  readonly state: 'away' | 'looking' | 'working'
  readonly work?: WorkInProgress
  /** Absent while its crowd is stopped and it is away. */
  readonly nextActionAt?: Date
  readonly stats: WorkerStats
  /** The last error. */
  readonly lastError?: { readonly at: Date; readonly message: string }
}

export interface WorkInProgress {
  readonly account: string
  readonly hitId: string
  readonly assignmentId: string
  readonly outcome: WorkOutcome
}

/** Counters of what workers have done. */
export interface WorkerStats {
  /** Arrivals. */
  readonly visits: number
  /** Searches that found no HIT the worker may accept. */
  readonly emptyVisits: number
  readonly accepted: number
  readonly submitted: number
  /** Of those, the bad ones. */
  readonly badSubmissions: number
  readonly returned: number
  readonly abandoned: number
  /** Returned because no valid answer could be generated. */
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

/** A source of numbers in [0, 1). */
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
 * How long a worker stays away, in milliseconds: exponentially distributed, as independent arrivals
 * are.
 */
export const pickAbsenceMs = (
  { workers, arrivalsPerHour }: Pick<CrowdSettings, 'workers' | 'arrivalsPerHour'>,
  random: RandomFloat,
): number => Math.max(Math.round(-Math.log(1 - random()) * (workers / arrivalsPerHour) * hourMs), 1)

/**
 * How long a worker takes for a HIT, in milliseconds, within the HIT's duration. A worker who returns
 * it has done half of it; one who does it badly hurries.
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

/** How long a worker takes to find the next HIT of a visit, in milliseconds. */
export const pickSearchTimeMs = (random: RandomFloat): number => 1000 + Math.round(random() * 4000)

const hourMs = 3_600_000
