import { ListQualificationTypesCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

async function startWithQualificationTypes() {
  const emulator = await startTestEmulator()
  const find = async (more: object = {}, client = emulator.mturk) => {
    const command = new ListQualificationTypesCommand({ MustBeRequestable: true, ...more })
    return (await client.send(command)).QualificationTypes!.map(({ Name }) => Name)
  }
  return { ...emulator, find }
}

test('finds types by a part of their names, in any case', async () => {
  const { createQualificationType, find } = await startWithQualificationTypes()
  for (const Name of ['Cats and dogs', 'Dogs', 'CATS']) await createQualificationType({ Name })

  expect(await find({ Query: 'cats' })).toEqual(['Cats and dogs', 'CATS'])
  expect(await find({ Query: 'DOG', MaxResults: 1 })).toEqual(['Cats and dogs'])
})

test('finds types by their keywords too', async () => {
  const { createQualificationType, find } = await startWithQualificationTypes()
  await createQualificationType({ Name: 'Animals', Keywords: 'cats, dogs' })
  await createQualificationType({ Name: 'Plants' })

  expect(await find({ Query: 'Cats' })).toEqual(['Animals'])
})

test('finds every requester’s types, unless only the caller’s are wanted', async () => {
  const { createQualificationType, find, connectAs } = await startWithQualificationTypes()
  await createQualificationType()
  const other = connectAs('123456789012')

  expect(await find({}, other)).toEqual(['Cats'])
  expect(await find({ MustBeOwnedByCaller: true }, other)).toEqual([])
})

test('finds system types and inactive types only when they need not be requestable', async () => {
  const { createQualificationType, find } = await startWithQualificationTypes()
  await createQualificationType({ QualificationTypeStatus: 'Inactive' })

  expect(await find()).toEqual([])
  expect(await find({ MustBeRequestable: false })).toEqual([
    'Cats',
    'Worker_NumberHITsApproved',
    'Worker_PercentAssignmentsApproved',
    'Worker_Locale',
    'Worker_Adult',
    'Masters',
  ])
  expect(await find({ MustBeRequestable: false, MustBeOwnedByCaller: true })).toEqual(['Cats'])
})

test('pages continue from requesters’ types to system types, and end', async () => {
  const { mturk, createQualificationType } = await startWithQualificationTypes()
  for (const Name of ['Cats', 'Dogs']) await createQualificationType({ Name })

  const pages: (string | undefined)[][] = []
  let NextToken: string | undefined
  do {
    const page = await mturk.send(
      new ListQualificationTypesCommand({ MustBeRequestable: false, MaxResults: 3, NextToken }),
    )
    pages.push(page.QualificationTypes!.map(({ Name }) => Name))
    NextToken = page.NextToken
  } while (NextToken)

  expect(pages).toEqual([
    ['Cats', 'Dogs', 'Worker_NumberHITsApproved'],
    ['Worker_PercentAssignmentsApproved', 'Worker_Locale', 'Worker_Adult'],
    ['Masters'],
    [],
  ])
})

test('refuses a missing MustBeRequestable', async () => {
  const { mturk } = await startWithQualificationTypes()

  const answer = mturk.send(new ListQualificationTypesCommand({ MustBeRequestable: undefined }))

  await expect(answer).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value null at 'mustBeRequestable'"),
  })
})

test('returns types as creating them did, and their number', async () => {
  const { mturk, createQualificationType } = await startWithQualificationTypes()
  const type = await createQualificationType({ Keywords: 'cat' })

  const answer = await mturk.send(new ListQualificationTypesCommand({ MustBeRequestable: true }))

  expect(answer).toMatchObject({ NumResults: 1, QualificationTypes: [type] })
})
