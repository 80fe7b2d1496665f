import { integer, list, long, required, string, structure } from '../../core/schema/shape.js'
import {
  exactlyOneRequired,
  hitAlreadyExists,
  hitLayoutDoesNotExist,
  lengthTooLong,
  lengthTooShort,
} from '../../domain/errors.js'
import { createHitRecord, type HitRecord } from '../../domain/hit.js'
import { renderLayout } from '../../domain/hit-layout.js'
import {
  checkCharacters,
  checkLength,
  checkRange,
  computeFingerprint,
  type HitTypeProperties,
  type HitTypeRecord,
  oneYear,
} from '../../domain/hit-type.js'
import { idempotencyTokenTtlMs } from '../../domain/idempotency-token.js'
import { ReviewPolicy } from '../../domain/shapes/ReviewPolicy.js'
import { EntityId, IdempotencyToken } from '../../domain/shapes/scalars.js'
import { indexRequirements } from '../lifecycle/hit-index.js'
import { saveHit } from '../lifecycle/save-transition.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { checkRequirementTypes } from './validate-qualification-type.js'

const maxQuestionBytes = 65_535

/** Loaded with the first HIT. To import a module that is loaded takes several microseconds. */
let questions: typeof import('../../domain/questions/validate-question.js') | undefined

/** The input that both operations that create a HIT share. */
export const hitMembers = {
  MaxAssignments: integer(),
  LifetimeInSeconds: required(long()),
  Question: string(),
  RequesterAnnotation: string(),
  UniqueRequestToken: IdempotencyToken,
  AssignmentReviewPolicy: ReviewPolicy,
  HITReviewPolicy: ReviewPolicy,
  HITLayoutId: EntityId,
  HITLayoutParameters: list(structure({ Name: required(string()), Value: required(string()) })),
}

export interface HITInput {
  readonly MaxAssignments?: number
  readonly LifetimeInSeconds: number
  readonly Question?: string
  readonly RequesterAnnotation?: string
  readonly UniqueRequestToken?: string
  readonly AssignmentReviewPolicy?: ReviewPolicy
  readonly HITReviewPolicy?: ReviewPolicy
  readonly HITLayoutId?: string
  readonly HITLayoutParameters?: readonly { readonly Name: string; readonly Value: string }[]
}

/** Returns the HIT type with these properties, or creates it. */
export async function findOrCreateHitType(
  context: Pick<UnitOfWork, 'account' | 'store' | 'newId'>,
  properties: HitTypeProperties,
): Promise<HitTypeRecord> {
  const { account, store } = context
  const fingerprint = computeFingerprint(properties)
  const before = await store.hitTypes.findFirst({ account, fingerprint }, 'id')
  if (before) return before
  const hitType = {
    ...properties,
    account,
    fingerprint,
    id: context.newId(),
    groupId: context.newId(),
  }
  await store.hitTypes.put(hitType)
  return hitType
}

/**
 * Creates a HIT of a type.
 *
 * @throws RequestError when the token was used within 24 hours, naming the HIT that it created
 */
export async function createHit(
  context: UnitOfWork,
  operation: string,
  hitType: HitTypeRecord,
  input: HITInput,
): Promise<HitRecord> {
  const { account, now } = context
  const { MaxAssignments = 1, LifetimeInSeconds, UniqueRequestToken: token } = input
  checkRange('MaxAssignments', MaxAssignments, 1, 1_000_000_000)
  checkRange('LifetimeInSeconds', LifetimeInSeconds, 30, oneYear)
  checkLength('RequesterAnnotation', input.RequesterAnnotation ?? '', 0, 255)
  checkCharacters('RequesterAnnotation', input.RequesterAnnotation)
  if ((input.Question === undefined) === (input.HITLayoutId === undefined))
    throw exactlyOneRequired(['Question', 'HITLayoutId'])
  const question = input.Question ?? (await renderQuestion(context, input))
  await checkQuestion(context, question)
  await checkReviewPolicies(input)
  await checkRequirementTypes(context, hitType.qualificationRequirements)

  const existingHitId =
    token === undefined ? undefined : await findTokenResult(context, operation, token)
  if (existingHitId) throw hitAlreadyExists(existingHitId)

  const hit = await saveHit(
    context,
    createHitRecord({
      account,
      id: context.newId(),
      hitTypeId: hitType.id,
      hitGroupId: hitType.groupId,
      hitLayoutId: input.HITLayoutId,
      question,
      requesterAnnotation: input.RequesterAnnotation,
      assignmentReviewPolicy: input.AssignmentReviewPolicy,
      hitReviewPolicy: input.HITReviewPolicy,
      createdAt: now,
      expiration: new Date(now.getTime() + LifetimeInSeconds * 1000),
      maxAssignments: MaxAssignments,
    }),
  )
  await indexRequirements(context, hit, hitType)
  if (token !== undefined) await saveToken(context, operation, token, hit.id)
  return hit
}

/** @throws ParameterValidationError for a question that MTurk would not take */
export async function checkQuestion(
  { settings }: Pick<UnitOfWork, 'settings'>,
  question: string,
): Promise<void> {
  if (question === '') throw lengthTooShort('Question', 1)
  if (Buffer.byteLength(question) > maxQuestionBytes)
    throw lengthTooLong('Question', maxQuestionBytes)
  questions ??= await import('../../domain/questions/validate-question.js')
  questions.validateQuestion(question, { httpsOnly: settings.quirks.has('https-only') })
}

/** The question that a layout and its parameters give. */
async function renderQuestion(
  { account, store }: UnitOfWork,
  { HITLayoutId: id = '', HITLayoutParameters = [] }: HITInput,
): Promise<string> {
  const layout = await store.hitLayouts.find({ account, id })
  if (!layout) throw hitLayoutDoesNotExist(id)
  return renderLayout(layout, new Map(HITLayoutParameters.map(({ Name, Value }) => [Name, Value])))
}

/** @throws RequestError for a policy that is not valid */
async function checkReviewPolicies({
  AssignmentReviewPolicy,
  HITReviewPolicy,
}: HITInput): Promise<void> {
  if (!AssignmentReviewPolicy && !HITReviewPolicy) return
  const { validateReviewPolicy } = await import('../../domain/review-policies/validate-policy.js')
  if (AssignmentReviewPolicy) validateReviewPolicy(AssignmentReviewPolicy, 'Assignment')
  if (HITReviewPolicy) validateReviewPolicy(HITReviewPolicy, 'HIT')
}

/** The result of the call that used a token, within 24 hours. */
export async function findTokenResult(
  { account, store, now }: Pick<UnitOfWork, 'account' | 'store' | 'now'>,
  operation: string,
  token: string,
): Promise<string | undefined> {
  const before = await store.idempotencyTokens.find({ account, operation, token })
  return before && before.expiresAt > now ? before.result : undefined
}

/** Removes expired tokens too, so that never more than a day's are stored. */
export async function saveToken(
  { account, store, now }: Pick<UnitOfWork, 'account' | 'store' | 'now'>,
  operation: string,
  token: string,
  result: string,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + idempotencyTokenTtlMs)
  await store.idempotencyTokens.removeAll({ expires: { to: now.getTime() } })
  await store.idempotencyTokens.put({ account, operation, token, result, expiresAt })
}
