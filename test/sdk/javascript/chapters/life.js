import { assert, assertEqual } from '../checks.js'
import { accept, changeAssignment, control } from '../control.js'
import { createQueue, eventTypes, receive } from '../events.js'
import { question, sendBonus } from '../requester.js'

const expectedEvents = [
  'HITCreated',
  'AssignmentAccepted',
  'AssignmentSubmitted',
  'AssignmentAccepted',
  'AssignmentSubmitted',
  'AssignmentAccepted',
  'AssignmentReturned',
  'AssignmentAccepted',
  'AssignmentAbandoned',
  'AssignmentApproved',
  'AssignmentRejected',
  'HITExtended',
  'HITExpired',
  'HITReviewable',
  'HITDisposed',
]

export async function life(story) {
  const { mturk, step, toDate, typeId } = story
  const getHit = async () => (await mturk('GetHIT', { HITId: story.hitId })).HIT

  await step('notification-settings', async () => {
    story.queueUrl = await createQueue(story, 'news')
    await mturk('UpdateNotificationSettings', {
      HITTypeId: typeId,
      Active: true,
      Notification: {
        Transport: 'SQS',
        Destination: story.queueUrl,
        Version: '2014-08-15',
        EventTypes: eventTypes.filter((type) => type !== 'Ping'),
      },
    })
    for (const Active of [false, true])
      await mturk('UpdateNotificationSettings', { HITTypeId: typeId, Active })
  })

  await step('hit', async () => {
    const annotation = '№ 1 & "猫"'
    const { HIT: created } = await mturk('CreateHITWithHITType', {
      HITTypeId: typeId,
      MaxAssignments: 4,
      LifetimeInSeconds: 3600,
      Question: question,
      RequesterAnnotation: annotation,
    })
    story.hitId = created.HITId
    const hit = await getHit()
    assertEqual([hit.Title, hit.Reward, hit.Question], ['Draw a cat', '0.10', question])
    assertEqual([hit.RequesterAnnotation, hit.MaxAssignments], [annotation, 4])
    assertEqual(hit.HITStatus, 'Assignable')
  })

  await step('work', async () => {
    const { hitId } = story
    const answers = { drawing: '猫 <&>' }
    story.first = await accept('A1WORKER', hitId)
    await changeAssignment('A1WORKER', story.first, 'submit', { answers })
    story.second = await accept('A2WORKER', hitId)
    await changeAssignment('A2WORKER', story.second, 'submit', { answers })
    await changeAssignment('A3WORKER', await accept('A3WORKER', hitId), 'return')
    await accept('A4WORKER', hitId)
    await control('POST', 'clock/advance', { by: 'PT10M' })
    const { Assignments } = await mturk('ListAssignmentsForHIT', { HITId: hitId })
    assertEqual(
      Assignments.map((each) => [each.AssignmentId, each.WorkerId, each.AssignmentStatus]),
      [
        [story.first, 'A1WORKER', 'Submitted'],
        [story.second, 'A2WORKER', 'Submitted'],
      ],
    )
    for (const { Answer } of Assignments) assert(Answer.includes('猫 &lt;&amp;&gt;'), Answer)
  })

  await step('review', async () => {
    const { first, second } = story
    await mturk('ApproveAssignment', { AssignmentId: first, RequesterFeedback: 'Well drawn' })
    await mturk('RejectAssignment', { AssignmentId: second, RequesterFeedback: 'A dog' })
    const get = async (id) => (await mturk('GetAssignment', { AssignmentId: id })).Assignment
    const approved = await get(first)
    assertEqual([approved.AssignmentStatus, approved.RequesterFeedback], ['Approved', 'Well drawn'])
    assertEqual((await get(second)).AssignmentStatus, 'Rejected')
  })

  await step('bonus', async () => {
    await sendBonus(story, { UniqueRequestToken: 'bonus' })
    const { BonusPayments } = await mturk('ListBonusPayments', { HITId: story.hitId })
    assertEqual(
      BonusPayments.map((each) => [each.WorkerId, each.BonusAmount]),
      [['A1WORKER', '0.05']],
    )
  })

  await step('more-assignments', async () => {
    await mturk('CreateAdditionalAssignmentsForHIT', {
      HITId: story.hitId,
      NumberOfAdditionalAssignments: 1,
    })
    assertEqual((await getHit()).MaxAssignments, 5)
  })

  await step('expiration', async () => {
    await mturk('UpdateExpirationForHIT', {
      HITId: story.hitId,
      ExpireAt: new Date('2020-01-01T00:00:00Z'),
    })
    const hit = await getHit()
    assertEqual(hit.HITStatus, 'Reviewable')
    assert(toDate(hit.Expiration) <= new Date(Date.now() + 600_000), hit.Expiration)
  })

  await step('disposal', async () => {
    await mturk('DeleteHIT', { HITId: story.hitId })
    assertEqual((await getHit()).HITStatus, 'Disposed')
  })

  await step('events', async () => {
    const events = (await receive(story, story.queueUrl, expectedEvents.length)).flatMap(
      ({ Events }) => Events,
    )
    assertEqual(
      events.map(({ EventType }) => EventType),
      expectedEvents,
    )
    assertEqual([...new Set(events.map(({ HITId }) => HITId))], [story.hitId])
  })
}
