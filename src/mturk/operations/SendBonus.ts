import { required, string, structure } from '../../core/schema/shape.js'
import {
  assignmentDoesNotExist,
  tokenAlreadyProcessed,
  valueNotValid,
} from '../../domain/errors.js'
import { money } from '../../domain/hit-type.js'
import { costOfBonus } from '../../domain/ledger.js'
import {
  CurrencyAmount,
  CustomerId,
  EntityId,
  IdempotencyToken,
} from '../../domain/shapes/scalars.js'
import { charge } from '../lifecycle/billing.js'
import { keepToken, usedToken } from './hit-making.js'
import { operation } from './operation.js'
import { ownAssignment } from './own.js'

/** Pays a worker something besides the reward, for work that was submitted. */
export const SendBonus = operation({
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
    const { account, store, now, newId } = context
    if (!(await store.workers.find({ id: WorkerId }))) throw valueNotValid(WorkerId, 'WorkerId')
    const { workerId, hitId, submitTime } = await ownAssignment(context, AssignmentId)
    if (workerId !== WorkerId || !submitTime) throw assignmentDoesNotExist(AssignmentId)
    if (token !== undefined && (await usedToken(context, this.name, token)))
      throw tokenAlreadyProcessed(token)

    await charge(context, costOfBonus(BonusAmount))
    const id = newId()
    await store.bonusPayments.put({
      account,
      id,
      workerId,
      hitId,
      assignmentId: AssignmentId,
      amount: money(BonusAmount),
      reason: Reason,
      grantTime: now,
    })
    if (token !== undefined) await keepToken(context, this.name, token, id)
    return {}
  },
})
