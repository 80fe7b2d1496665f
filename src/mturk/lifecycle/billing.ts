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
 * When balances are enforced, reserves the cost of a HIT's open assignments and pays approved ones.
 * Call it before the HIT is written: it compares with the stored HIT.
 *
 * @throws RequestError when the balance is too low; the transaction is rolled back then
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

/** @throws RequestError when the balance is lower */
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
