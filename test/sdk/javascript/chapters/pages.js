import { holds, same } from '../checks.js'
import { createHit } from '../work.js'

export async function pages(story) {
  const { mturk, step, listed, cats } = story
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
      holds(page.Qualifications.length <= 2, page)
      workers.push(...page.Qualifications.map(({ WorkerId }) => WorkerId))
      NextToken = page.NextToken
    } while (NextToken)
    same(workers.sort(), ['A1WORKER', ...others])
  })

  await step('paginator', async () => {
    const made = []
    for (let number = 0; number < 5; number++) made.push(await createHit(story))
    const found = await listed('ListHITs', { MaxResults: 2 }, 'HITs')
    same(found.map(({ HITId }) => HITId).sort(), made.sort())
  })
}
