import { holds, same } from '../checks.js'
import { createQualificationType, scoreOf, type } from '../work.js'

const hour = 3_600_000

export async function made(story) {
  const { mturk, step, instant } = story

  await step('balance', async () =>
    same((await mturk('GetAccountBalance', {})).AvailableBalance, '10000.00'),
  )

  await step('hit-type', async () => {
    const create = async (more) => (await mturk('CreateHITType', { ...type, ...more })).HITTypeId
    story.typeId = await create()
    same(await create(), story.typeId)
    holds((await create({ Title: 'Draw a dog' })) !== story.typeId)
  })

  await step('qualification-type', async () => {
    story.cats = await createQualificationType(story, 'Draws cats')
    const { QualificationType: found } = await mturk('GetQualificationType', {
      QualificationTypeId: story.cats,
    })
    same([found.Name, found.QualificationTypeStatus], ['Draws cats', 'Active'])
    holds(Math.abs(Date.now() - instant(found.CreationTime).getTime()) < hour, found)
  })

  await step('qualification', async () => {
    await mturk('AssociateQualificationWithWorker', {
      QualificationTypeId: story.cats,
      WorkerId: 'A1WORKER',
      IntegerValue: 80,
    })
    const { IntegerValue, Status } = await scoreOf(story, 'A1WORKER')
    same([IntegerValue, Status], [80, 'Granted'])
  })
}
