import { integer, list, string, structure, timestamp } from '../../core/schema/shape.js'
import { exactlyOne } from '../../domain/errors.js'
import {
  CurrencyAmount,
  CustomerId,
  EntityId,
  PaginationToken,
} from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownAssignment, ownHit } from './own.js'
import { onePage, pageMembers } from './page.js'

const BonusPayment = structure({
  WorkerId: CustomerId,
  BonusAmount: CurrencyAmount,
  AssignmentId: EntityId,
  Reason: string(),
  GrantTime: timestamp(),
})

/** What was paid besides the rewards of a HIT, or of one assignment. */
export const ListBonusPayments = operation({
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
      throw exactlyOne(['HITId', 'AssignmentId'])
    if (hitId !== undefined) await ownHit(context, hitId)
    if (assignmentId !== undefined) await ownAssignment(context, assignmentId)

    const { things, ...page } = await onePage(
      ['ListBonusPayments', account, hitId, assignmentId],
      input,
      (page) => store.bonusPayments.list({ account, hitId, assignmentId }, page),
    )
    const BonusPayments = things.map((bonus) => ({
      WorkerId: bonus.workerId,
      BonusAmount: bonus.amount,
      AssignmentId: bonus.assignmentId,
      Reason: bonus.reason,
      GrantTime: bonus.grantTime,
    }))
    return { ...page, BonusPayments }
  },
})
