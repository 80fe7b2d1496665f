import { outOfRange, reviewPolicyNotValid, valueNotValid } from '../errors.js'
import type { ReviewPolicy } from '../shapes/ReviewPolicy.js'

/** A result of a policy. */
export interface ReviewResult {
  readonly subjectId: string
  readonly subjectType: 'HIT' | 'Assignment'
  readonly questionId?: string
  readonly key: string
  readonly value: string
}

/** An action that a policy requests. */
export type ReviewDecision =
  | {
      readonly action: 'approve' | 'reject'
      readonly assignmentId: string
      readonly reason?: string
    }
  | { readonly action: 'extend'; readonly maxAssignments: number; readonly minSeconds: number }

export interface Review {
  readonly results: readonly ReviewResult[]
  /** What was reviewed, in a sentence; the policy's own action in the report. */
  readonly summary: string
  readonly decisions: readonly ReviewDecision[]
}

/** A worker's answers by question: one value, or several of a multiple choice. */
export type AnswersByQuestion = ReadonlyMap<string, readonly string[]>

/**
 * Values as a policy compares them: trimmed, sorted, and without empty ones.
 */
export const normalizeAnswer = (values: readonly string[] = []): string =>
  [...new Set(values.map((value) => value.trim()).filter(Boolean))].sort().join('|')

export const percentage = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.floor((part / whole) * 100)

/** The parameters of a policy, read by name; Amazon's own examples do not agree on capitals. */
export class PolicyParameters {
  readonly #policy: ReviewPolicy

  /** @throws ParameterValidationError for a parameter that the policy does not have */
  constructor(policy: ReviewPolicy, allowedNames: readonly string[]) {
    this.#policy = policy
    for (const { Key = '' } of policy.Parameters ?? []) {
      if (!allowedNames.some((name) => equalsIgnoreCase(name, Key)))
        throw reviewPolicyNotValid(
          `${policy.PolicyName} has no parameter ${Key}. It has ${allowedNames.join(', ')}.`,
        )
    }
  }

  /** A list is given as several values, or as one value with commas. */
  texts(name: string): readonly string[] {
    return (this.#find(name)?.Values ?? [])
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter(Boolean)
  }

  text(name: string): string | undefined {
    return this.#find(name)?.Values?.[0]
  }

  /** @throws ParameterValidationError unless it is absent or a whole number in the range */
  number(name: string, min: number, max: number): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const number = Number(text)
    if (!/^-?\d{1,9}$/.test(text)) throw valueNotValid(text, name)
    if (number < min || number > max) throw outOfRange(name, number, min, max)
    return number
  }

  /** Known answers by question. */
  answers(name: string): AnswersByQuestion {
    const entries = this.#find(name)?.MapEntries ?? []
    return new Map(entries.map(({ Key = '', Values = [] }) => [Key, Values]))
  }

  #find(name: string) {
    return this.#policy.Parameters?.find(({ Key = '' }) => equalsIgnoreCase(name, Key))
  }
}

const equalsIgnoreCase = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Adds an assignment when a score is too low, up to a total number and for a minimum time. */
export const buildExtendDecision = (parameters: PolicyParameters): ReviewDecision => ({
  action: 'extend',
  maxAssignments: parameters.number('ExtendMaximumAssignments', 2, 25) ?? 5,
  minSeconds: parameters.number('ExtendMinimumTimeInSeconds', 0, 31_536_000) ?? 0,
})
