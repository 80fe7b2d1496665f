import type { HitRecord } from '../../domain/hit.js'
import type { HITEvent } from '../../domain/hit-event.js'
import {
  type AccountBalance,
  computeAssignmentCost,
  countOpenAssignments,
  spend,
} from '../../domain/money.js'
import type { UnitOfWork } from '../unit-of-work.js'

/**
 * Holds what a HIT may still cost, and pays what was approved, where balances are enforced: to be
 * called before the HIT is kept.
 *
 * @throws RequestError when the requester has not enough; nothing is kept then
 */
export async function chargeForHit(
  context: UnitOfWork,
  next: HitRecord,
  events: readonly HITEvent[],
): Promise<void> {
  if (context.settings.balance !== 'enforced') return
  const before = await context.store.hits.find({ id: next.id })
  const heldCents = before
    ? countOpenAssignments(before) * (await loadAssignmentCost(context, before))
    : 0
  const cost = await loadAssignmentCost(context, next)
  const approved = events.filter(({ type }) => type === 'AssignmentApproved').length
  await charge(context, countOpenAssignments(next) * cost + approved * cost - heldCents)
}

/** @throws RequestError when the requester has not so many cents */
export async function charge(context: UnitOfWork, cents: number): Promise<void> {
  if (context.settings.balance !== 'enforced' || cents === 0) return
  await context.store.accounts.put(spend(await loadAccount(context), cents))
}

export const loadAccount = async ({
  account,
  store,
  settings,
}: Pick<UnitOfWork, 'account' | 'store' | 'settings'>): Promise<AccountBalance> =>
  (await store.accounts.find({ account })) ?? { account, available: settings.openingBalance }

const loadAssignmentCost = async ({ store }: UnitOfWork, hit: HitRecord): Promise<number> =>
  computeAssignmentCost(
    hit,
    (await store.hitTypes.find({ account: hit.account, id: hit.hitTypeId }))!,
  )
