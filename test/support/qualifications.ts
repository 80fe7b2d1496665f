import {
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  type CreateQualificationTypeCommandInput,
  GetQualificationScoreCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk'
import { startTestMarketplace } from './setup.js'

/** A marketplace in which workers are qualified, or ask to be. */
export async function startWithQualifications() {
  const emulator = await startTestMarketplace()
  const { mturk, control } = emulator
  const createQualificationType = async (
    overrides: Partial<CreateQualificationTypeCommandInput> = {},
  ) => {
    const defaults = { Name: 'Cats', Description: 'Knows cats', QualificationTypeStatus: 'Active' }
    const command = new CreateQualificationTypeCommand({
      ...defaults,
      ...overrides,
    } as CreateQualificationTypeCommandInput)
    return (await mturk.send(command)).QualificationType!
  }
  const createQualificationTypeId = async (
    overrides: Partial<CreateQualificationTypeCommandInput> = {},
  ) => (await createQualificationType(overrides)).QualificationTypeId!
  const grant = (QualificationTypeId: string, WorkerId: string, IntegerValue?: number) =>
    mturk.send(
      new AssociateQualificationWithWorkerCommand({ QualificationTypeId, WorkerId, IntegerValue }),
    )
  /** What a worker has of it. */
  const getScore = async (QualificationTypeId: string, WorkerId = 'A1WORKER') => {
    const { Qualification } = await mturk.send(
      new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }),
    )
    return Qualification!.IntegerValue
  }
  /** A worker asks for it; gives the ID of the request. */
  const requestQualification = async (QualificationTypeId: string, workerId = 'A1WORKER') => {
    await control.requestQualification(workerId, QualificationTypeId)
    const { QualificationRequests } = await mturk.send(
      new ListQualificationRequestsCommand({ QualificationTypeId, MaxResults: 100 }),
    )
    return QualificationRequests!.at(-1)!.QualificationRequestId!
  }
  return {
    ...emulator,
    createQualificationType: createQualificationType,
    createQualificationTypeId: createQualificationTypeId,
    grant,
    getScore: getScore,
    requestQualification: requestQualification,
  }
}
