import type { HIT } from '../../domain/hit.js'
import type { HITEvent } from '../../domain/hit-event.js'
import { type Account, costOf, openAssignments, spend } from '../../domain/ledger.js'
import type { Context } from '../unit-of-work.js'

/**
 * Holds what a HIT may still cost, and pays what was approved, where balances are enforced: to be
 * called before the HIT is kept.
 *
 * @throws RequestError when the requester has not enough; nothing is kept then
 */
export async function chargeForHit(
  context: Context,
  next: HIT,
  events: readonly HITEvent[],
): Promise<void> {
  if (context.rules.balance !== 'enforced') return
  const before = await context.store.hits.find({ id: next.id })
  const held = before ? openAssignments(before) * (await costFor(context, before)) : 0
  const cost = await costFor(context, next)
  const approved = events.filter(({ type }) => type === 'AssignmentApproved').length
  await charge(context, openAssignments(next) * cost + approved * cost - held)
}

/** @throws RequestError when the requester has not so many cents */
export async function charge(context: Context, cents: number): Promise<void> {
  if (context.rules.balance !== 'enforced' || cents === 0) return
  await context.store.accounts.put(spend(await accountOf(context), cents))
}

export const accountOf = async ({
  account,
  store,
  rules,
}: Pick<Context, 'account' | 'store' | 'rules'>): Promise<Account> =>
  (await store.accounts.find({ account })) ?? { account, available: rules.openingBalance }

const costFor = async ({ store }: Context, hit: HIT): Promise<number> =>
  costOf(hit, (await store.hitTypes.find({ account: hit.account, id: hit.hitTypeId }))!)
