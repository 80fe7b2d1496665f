import { integer, list, long, required, string, structure } from '../../core/schema/shape.js'
import {
  exactlyOne,
  hitAlreadyExists,
  hitLayoutDoesNotExist,
  tooLong,
} from '../../domain/errors.js'
import { createHit, type HIT } from '../../domain/hit.js'
import { questionOf } from '../../domain/hit-layout.js'
import {
  checkLength,
  checkRange,
  fingerprintOf,
  type HITType,
  type HITTypeProperties,
  oneYear,
} from '../../domain/hit-type.js'
import { tokenKept } from '../../domain/request-token.js'
import { ReviewPolicy } from '../../domain/shapes/ReviewPolicy.js'
import { EntityId, IdempotencyToken } from '../../domain/shapes/scalars.js'
import { keepRequirements } from '../lifecycle/hit-index.js'
import { saveHit } from '../lifecycle/save.js'
import type { Context } from '../unit-of-work.js'
import { checkRequired } from './qualification-terms.js'

/** What the two operations that make a HIT take in common. */
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

/** Equal properties are one HIT type: the one there is, or a new one. */
export async function hitTypeWith(
  { account, store, newId }: Pick<Context, 'account' | 'store' | 'newId'>,
  properties: HITTypeProperties,
): Promise<HITType> {
  const fingerprint = fingerprintOf(properties)
  const before = await store.hitTypes.first({ account, fingerprint }, 'id')
  if (before) return before
  const hitType = { ...properties, account, fingerprint, id: newId(), groupId: newId() }
  await store.hitTypes.put(hitType)
  return hitType
}

/**
 * Makes a HIT of a type.
 *
 * @throws RequestError when the token was used within 24 hours, naming the HIT it made
 */
export async function makeHit(
  here: Context,
  operation: string,
  hitType: HITType,
  given: HITInput,
): Promise<HIT> {
  const { account, now } = here
  const { MaxAssignments = 1, LifetimeInSeconds, UniqueRequestToken: token } = given
  checkRange('MaxAssignments', MaxAssignments, 1, 1_000_000_000)
  checkRange('LifetimeInSeconds', LifetimeInSeconds, 30, oneYear)
  checkLength('RequesterAnnotation', given.RequesterAnnotation ?? '', 0, 255)
  if ((given.Question === undefined) === (given.HITLayoutId === undefined))
    throw exactlyOne(['Question', 'HITLayoutId'])
  const question = given.Question ?? (await questionFrom(here, given))
  if (question === '' || Buffer.byteLength(question) > 65_535) throw tooLong('Question', 1, 65_535)
  const { checkXml, questionRoots } = await import('../../domain/questions/check.js')
  checkXml(question, questionRoots)
  await checkPolicies(given)
  await checkRequired(here, hitType.qualificationRequirements)

  const used = token === undefined ? undefined : await usedToken(here, operation, token)
  if (used) throw hitAlreadyExists(used)

  const hit = await saveHit(
    here,
    createHit({
      account,
      id: here.newId(),
      hitTypeId: hitType.id,
      hitGroupId: hitType.groupId,
      hitLayoutId: given.HITLayoutId,
      question,
      requesterAnnotation: given.RequesterAnnotation,
      assignmentReviewPolicy: given.AssignmentReviewPolicy,
      hitReviewPolicy: given.HITReviewPolicy,
      createdAt: now,
      expiration: new Date(now.getTime() + LifetimeInSeconds * 1000),
      maxAssignments: MaxAssignments,
    }),
  )
  await keepRequirements(here, hit, hitType)
  if (token !== undefined) await keepToken(here, operation, token, hit.id)
  return hit
}

/** A layout with its gaps filled in. */
async function questionFrom(
  { account, store }: Context,
  { HITLayoutId: id = '', HITLayoutParameters = [] }: HITInput,
): Promise<string> {
  const layout = await store.hitLayouts.find({ account, id })
  if (!layout) throw hitLayoutDoesNotExist(id)
  return questionOf(layout, new Map(HITLayoutParameters.map(({ Name, Value }) => [Name, Value])))
}

/** @throws RequestError for a policy that could not be run */
async function checkPolicies({ AssignmentReviewPolicy, HITReviewPolicy }: HITInput): Promise<void> {
  if (!AssignmentReviewPolicy && !HITReviewPolicy) return
  const { checkPolicy } = await import('../../domain/review-policies/check.js')
  if (AssignmentReviewPolicy) checkPolicy(AssignmentReviewPolicy, 'Assignment')
  if (HITReviewPolicy) checkPolicy(HITReviewPolicy, 'HIT')
}

/** What a token made, while it is known. */
export async function usedToken(
  { account, store, now }: Pick<Context, 'account' | 'store' | 'now'>,
  operation: string,
  token: string,
): Promise<string | undefined> {
  const before = await store.requestTokens.find({ account, operation, token })
  return before && before.expiresAt > now ? before.result : undefined
}

/** Those whose time is over are forgotten, so that there are never more than a day's. */
export async function keepToken(
  { account, store, now }: Pick<Context, 'account' | 'store' | 'now'>,
  operation: string,
  token: string,
  result: string,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + tokenKept)
  await store.requestTokens.removeAll({ expires: { to: now.getTime() } })
  await store.requestTokens.put({ account, operation, token, result, expiresAt })
}
