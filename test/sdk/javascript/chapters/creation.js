import { assert, assertEqual } from '../checks.js'
import { createQualificationType, getScore, type } from '../requester.js'

const hour = 3_600_000

export async function creation(story) {
  const { mturk, step, toDate } = story

  await step('balance', async () =>
    assertEqual((await mturk('GetAccountBalance', {})).AvailableBalance, '10000.00'),
  )

  await step('hit-type', async () => {
    const create = async (more) => (await mturk('CreateHITType', { ...type, ...more })).HITTypeId
    story.typeId = await create()
    assertEqual(await create(), story.typeId)
    assert((await create({ Title: 'Draw a dog' })) !== story.typeId)
  })

  await step('qualification-type', async () => {
    story.cats = await createQualificationType(story, 'Draws cats')
    const { QualificationType: found } = await mturk('GetQualificationType', {
      QualificationTypeId: story.cats,
    })
    assertEqual([found.Name, found.QualificationTypeStatus], ['Draws cats', 'Active'])
    assert(Math.abs(Date.now() - toDate(found.CreationTime).getTime()) < hour, found)
  })

  await step('qualification', async () => {
    await mturk('AssociateQualificationWithWorker', {
      QualificationTypeId: story.cats,
      WorkerId: 'A1WORKER',
      IntegerValue: 80,
    })
    const { IntegerValue, Status } = await getScore(story, 'A1WORKER')
    assertEqual([IntegerValue, Status], [80, 'Granted'])
  })
}
