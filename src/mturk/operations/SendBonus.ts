import { required, string, structure } from '../../core/schema/shape.js'
import {
  assignmentDoesNotExist,
  tokenAlreadyProcessed,
  workerNotKnown,
} from '../../domain/errors.js'
import { normalizeAmount } from '../../domain/hit-type.js'
import { computeBonusCost } from '../../domain/money.js'
import {
  CurrencyAmount,
  CustomerId,
  EntityId,
  IdempotencyToken,
} from '../../domain/shapes/scalars.js'
import { charge } from '../lifecycle/billing.js'
import { findTokenResult, saveToken } from './create-hit.js'
import { loadOwnAssignment } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Pays a worker a bonus for a submitted assignment. */
export const SendBonus = defineOperation({
  name: 'SendBonus',
  input: structure({
    WorkerId: required(CustomerId),
    BonusAmount: required(CurrencyAmount),
    AssignmentId: required(EntityId),
    Reason: required(string()),
    UniqueRequestToken: IdempotencyToken,
  }),
  output: structure({}),

  async run({ WorkerId, BonusAmount, AssignmentId, Reason, UniqueRequestToken: token }, context) {
    const { account, store, now } = context
    if (!(await store.workers.find({ id: WorkerId }))) throw workerNotKnown(WorkerId)
    const { workerId, hitId, submitTime } = await loadOwnAssignment(context, AssignmentId)
    if (workerId !== WorkerId || !submitTime) throw assignmentDoesNotExist(AssignmentId)
    if (token !== undefined && (await findTokenResult(context, this.name, token)))
      throw tokenAlreadyProcessed(token)

    await charge(context, computeBonusCost(BonusAmount))
    const id = context.newId()
    await store.bonusPayments.put({
      account,
      id,
      workerId,
      hitId,
      assignmentId: AssignmentId,
      amount: normalizeAmount(BonusAmount),
      reason: Reason,
      grantTime: now,
    })
    if (token !== undefined) await saveToken(context, this.name, token, id)
    return {}
  },
})
