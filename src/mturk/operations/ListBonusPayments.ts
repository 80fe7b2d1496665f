import { integer, list, string, structure, timestamp } from '../../core/schema/shape.js'
import { exactlyOneRequired } from '../../domain/errors.js'
import {
  CurrencyAmount,
  CustomerId,
  EntityId,
  PaginationToken,
} from '../../domain/shapes/scalars.js'
import { loadOwnAssignment, loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'

const BonusPayment = structure({
  WorkerId: CustomerId,
  BonusAmount: CurrencyAmount,
  AssignmentId: EntityId,
  Reason: string(),
  GrantTime: timestamp(),
})

/** Lists the bonuses paid for a HIT or for an assignment. */
export const ListBonusPayments = defineOperation({
  name: 'ListBonusPayments',
  input: structure({ HITId: EntityId, AssignmentId: EntityId, ...pageMembers }),
  output: structure({
    NumResults: integer(),
    NextToken: PaginationToken,
    BonusPayments: list(BonusPayment),
  }),

  async run({ HITId: hitId, AssignmentId: assignmentId, ...input }, context) {
    const { account, store } = context
    if ((hitId === undefined) === (assignmentId === undefined))
      throw exactlyOneRequired(['HITId', 'AssignmentId'])
    if (hitId !== undefined) await loadOwnHit(context, hitId)
    if (assignmentId !== undefined) await loadOwnAssignment(context, assignmentId)

    const { items, ...page } = await paginateResults(
      ['ListBonusPayments', account, hitId, assignmentId],
      input,
      (page) => store.bonusPayments.list({ account, hitId, assignmentId }, page),
    )
    const BonusPayments = items.map((bonus) => ({
      WorkerId: bonus.workerId,
      BonusAmount: bonus.amount,
      AssignmentId: bonus.assignmentId,
      Reason: bonus.reason,
      GrantTime: bonus.grantTime,
    }))
    return { ...page, BonusPayments }
  },
})
