import { assert, assertEqual } from '../checks.js'
import { createHit } from '../requester.js'

export async function pages(story) {
  const { mturk, step, listAll, cats } = story
  const others = ['A2WORKER', 'A3WORKER', 'A4WORKER', 'A5WORKER']

  await step('pages', async () => {
    for (const WorkerId of others)
      await mturk('AssociateQualificationWithWorker', { QualificationTypeId: cats, WorkerId })
    const workers = []
    let NextToken
    do {
      const page = await mturk('ListWorkersWithQualificationType', {
        QualificationTypeId: cats,
        MaxResults: 2,
        ...(NextToken && { NextToken }),
      })
      assert(page.Qualifications.length <= 2, page)
      workers.push(...page.Qualifications.map(({ WorkerId }) => WorkerId))
      NextToken = page.NextToken
    } while (NextToken)
    assertEqual(workers.sort(), ['A1WORKER', ...others])
  })

  await step('paginator', async () => {
    const created = []
    for (let number = 0; number < 5; number++) created.push(await createHit(story))
    const found = await listAll('ListHITs', { MaxResults: 2 }, 'HITs')
    assertEqual(found.map(({ HITId }) => HITId).sort(), created.sort())
  })
}
