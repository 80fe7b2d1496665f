import {
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  type CreateQualificationTypeCommandInput,
  GetQualificationScoreCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk'
import { startMarket } from './market.js'

/** A marketplace in which workers are qualified, or ask to be. */
export async function startQualified() {
  const market = await startMarket()
  const { mturk, control } = market
  const create = async (more: Partial<CreateQualificationTypeCommandInput> = {}) => {
    const asked = { Name: 'Cats', Description: 'Knows cats', QualificationTypeStatus: 'Active' }
    const command = new CreateQualificationTypeCommand({
      ...asked,
      ...more,
    } as CreateQualificationTypeCommandInput)
    return (await mturk.send(command)).QualificationType!
  }
  const createId = async (more: Partial<CreateQualificationTypeCommandInput> = {}) =>
    (await create(more)).QualificationTypeId!
  const grant = (QualificationTypeId: string, WorkerId: string, IntegerValue?: number) =>
    mturk.send(
      new AssociateQualificationWithWorkerCommand({ QualificationTypeId, WorkerId, IntegerValue }),
    )
  /** What a worker has of it. */
  const score = async (QualificationTypeId: string, WorkerId = 'A1WORKER') => {
    const { Qualification } = await mturk.send(
      new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }),
    )
    return Qualification!.IntegerValue
  }
  /** A worker asks for it; gives the ID of the request. */
  const ask = async (QualificationTypeId: string, workerId = 'A1WORKER') => {
    await control.requestQualification(workerId, QualificationTypeId)
    const { QualificationRequests } = await mturk.send(
      new ListQualificationRequestsCommand({ QualificationTypeId, MaxResults: 100 }),
    )
    return QualificationRequests!.at(-1)!.QualificationRequestId!
  }
  return { ...market, create, createId, grant, score, ask }
}
