import { GetQualificationTypeCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

test('every requester can read every type', async () => {
  const { createQualificationType, connectAs } = await startTestEmulator()
  const type = await createQualificationType()

  const { QualificationType } = await connectAs('123456789012').send(
    new GetQualificationTypeCommand({ QualificationTypeId: type.QualificationTypeId }),
  )

  expect(QualificationType).toEqual(type)
})

test.each([
  ['00000000000000000040', 'Worker_NumberHITsApproved'],
  ['000000000000000000L0', 'Worker_PercentAssignmentsApproved'],
  ['00000000000000000071', 'Worker_Locale'],
  ['00000000000000000060', 'Worker_Adult'],
  ['2ARFPLSP75KLA8M8DH1HTEQVJT3SY6', 'Masters'],
])('returns the system type %s, which cannot be requested: %s', async (id, Name) => {
  const { mturk } = await startTestEmulator()

  const { QualificationType } = await mturk.send(
    new GetQualificationTypeCommand({ QualificationTypeId: id }),
  )

  expect(QualificationType).toMatchObject({
    QualificationTypeId: id,
    Name,
    IsRequestable: false,
    QualificationTypeStatus: 'Active',
  })
})

test('refuses a type that does not exist, and the Masters of the other environment', async () => {
  const { mturk } = await startTestEmulator()

  for (const QualificationTypeId of ['3NONE', '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH'])
    await expect(
      mturk.send(new GetQualificationTypeCommand({ QualificationTypeId })),
    ).rejects.toMatchObject(
      expectedRequestError(
        'QualificationTypeDoesNotExist',
        `QualificationType ${QualificationTypeId} does not exist.`,
      ),
    )
})

test('returns what creating it returned', async () => {
  const { mturk, createQualificationType } = await startTestEmulator()
  const type = await createQualificationType({ Keywords: 'cat', RetryDelayInSeconds: 60 })

  const { QualificationType } = await mturk.send(
    new GetQualificationTypeCommand({ QualificationTypeId: type.QualificationTypeId }),
  )

  expect(QualificationType).toEqual(type)
})
