import {
  ApproveAssignmentCommand,
  CreateAdditionalAssignmentsForHITCommand,
  type CreateHITCommandInput,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteHITCommand,
  type EventType,
  RejectAssignmentCommand,
  UpdateExpirationForHITCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { EventType as EventTypes } from '../../src/domain/shapes/EventType.js'
import {
  externalQuestion,
  hitTypeInput,
  knownAnswers,
  plurality,
  startTestEmulator,
} from '../support/setup.js'

type TestMarketplace = Awaited<ReturnType<typeof startTestEmulator>>

interface Cause {
  /** Its words in the title. */
  readonly when: string
  /** The API through which it is caused. */
  readonly by: 'the requester' | 'a worker' | 'the clock' | 'a review policy'
  readonly hit?: Partial<CreateHITCommandInput>
  /** Steps before the subscription. */
  readonly arrange?: (emulator: TestMarketplace, HITId: string) => Promise<unknown>
  readonly act: (emulator: TestMarketplace, HITId: string, arranged: unknown) => Promise<unknown>
  /** The expected events, in order. */
  readonly eventTypes: readonly EventType[]
}

const withAccepted = (worker = 'A1WORKER') => ({
  arrange: async ({ control }: TestMarketplace, HITId: string) =>
    (await control.accept(worker, HITId)).id,
})
const withSubmitted = (...workers: string[]) => ({
  arrange: async ({ submitAssignment }: TestMarketplace, HITId: string) => {
    const ids = []
    for (const worker of workers) ids.push(await submitAssignment(worker, HITId))
    return ids[0]
  },
})
const advanceBy =
  (by: string) =>
  ({ control }: TestMarketplace) =>
    control.advance(by)
const aDay = { AssignmentDurationInSeconds: 86_400 }

const causes: readonly Cause[] = [
  {
    when: 'accepts a HIT',
    by: 'a worker',
    act: ({ control }, HITId) => control.accept('A1WORKER', HITId),
    eventTypes: ['AssignmentAccepted'],
  },
  {
    when: 'returns the assignment',
    by: 'a worker',
    ...withAccepted(),
    act: ({ control }, _, id) => control.returnAssignment('A1WORKER', id as string),
    eventTypes: ['AssignmentReturned'],
  },
  {
    when: 'ends the time of an assignment that was not submitted',
    by: 'the clock',
    ...withAccepted(),
    act: advanceBy('PT10M'),
    eventTypes: ['AssignmentAbandoned'],
  },
  {
    when: 'submits an assignment while others can still be accepted',
    by: 'a worker',
    hit: { MaxAssignments: 2 },
    ...withAccepted(),
    act: ({ control }, _, id) => control.submit('A1WORKER', id as string),
    eventTypes: ['AssignmentSubmitted'],
  },
  {
    when: 'submits the last assignment, from the HIT’s own page',
    by: 'a worker',
    ...withAccepted(),
    act: ({ endpoint }, _, assignmentId) =>
      fetch(`${endpoint}/mturk/externalSubmit`, {
        method: 'POST',
        body: new URLSearchParams({ assignmentId: assignmentId as string, cat: 'yes' }),
      }),
    eventTypes: ['AssignmentSubmitted', 'HITReviewable'],
  },
  {
    when: 'rejects an assignment',
    by: 'the requester',
    ...withSubmitted('A1WORKER'),
    act: ({ mturk }, _, id) =>
      mturk.send(
        new RejectAssignmentCommand({ AssignmentId: id as string, RequesterFeedback: '' }),
      ),
    eventTypes: ['AssignmentRejected'],
  },
  {
    when: 'rejects an assignment with a wrong known answer',
    by: 'a review policy',
    hit: {
      AssignmentReviewPolicy: knownAnswers({
        AnswerKey: { drawing: ['woof'] },
        RejectIfKnownAnswerScoreIsLessThan: '100',
      }),
    },
    ...withAccepted(),
    act: ({ control }, _, id) => control.submit('A1WORKER', id as string, { drawing: 'miaow' }),
    eventTypes: ['AssignmentSubmitted', 'HITReviewable', 'AssignmentRejected'],
  },
  {
    when: 'rejects the minority answer, and approves the others',
    by: 'a review policy',
    hit: {
      MaxAssignments: 3,
      HITReviewPolicy: plurality({
        QuestionIds: ['drawing'],
        QuestionAgreementThreshold: '60',
        ApproveIfWorkerAgreementScoreIsAtLeast: '100',
        RejectIfWorkerAgreementScoreIsLessThan: '100',
      }),
    },
    ...withSubmitted('A1WORKER', 'A2WORKER'),
    act: async ({ control }, HITId) => {
      const { id } = await control.accept('A3WORKER', HITId)
      await control.submit('A3WORKER', id, { drawing: 'woof' })
    },
    eventTypes: [
      'AssignmentAccepted',
      'AssignmentSubmitted',
      'HITReviewable',
      'AssignmentApproved',
      'AssignmentApproved',
      'AssignmentRejected',
    ],
  },
  {
    when: 'approves an assignment',
    by: 'the requester',
    ...withSubmitted('A1WORKER'),
    act: ({ mturk }, _, id) =>
      mturk.send(new ApproveAssignmentCommand({ AssignmentId: id as string })),
    eventTypes: ['AssignmentApproved'],
  },
  {
    when: 'overrides a rejection',
    by: 'the requester',
    arrange: async ({ mturk, submitAssignment }, HITId) => {
      const AssignmentId = await submitAssignment('A1WORKER', HITId)
      await mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: '' }))
      return AssignmentId
    },
    act: ({ mturk }, _, id) =>
      mturk.send(
        new ApproveAssignmentCommand({ AssignmentId: id as string, OverrideRejection: true }),
      ),
    eventTypes: ['AssignmentApproved'],
  },
  {
    when: 'approves an assignment that the requester did not review',
    by: 'the clock',
    hit: { AutoApprovalDelayInSeconds: 60 },
    ...withSubmitted('A1WORKER'),
    act: advanceBy('PT1M'),
    eventTypes: ['AssignmentApproved'],
  },
  {
    when: 'approves an assignment five seconds after its submission if the delay is zero',
    by: 'the clock',
    hit: { AutoApprovalDelayInSeconds: 0 },
    ...withSubmitted('A1WORKER'),
    act: advanceBy('PT5S'),
    eventTypes: ['AssignmentApproved'],
  },
  {
    when: 'approves an assignment with correct known answers',
    by: 'a review policy',
    hit: {
      AssignmentReviewPolicy: knownAnswers({
        AnswerKey: { drawing: ['miaow'] },
        ApproveIfKnownAnswerScoreIsAtLeast: '100',
      }),
    },
    ...withAccepted(),
    act: ({ control }, _, id) => control.submit('A1WORKER', id as string, { drawing: 'miaow' }),
    eventTypes: ['AssignmentSubmitted', 'HITReviewable', 'AssignmentApproved'],
  },
  {
    when: 'creates another HIT of the type',
    by: 'the requester',
    act: ({ createHit }) => createHit(),
    eventTypes: ['HITCreated'],
  },
  {
    when: 'creates a HIT by its type',
    by: 'the requester',
    act: async ({ mturk }) => {
      const { HITTypeId } = await mturk.send(new CreateHITTypeCommand(hitTypeInput))
      const lifetime = { LifetimeInSeconds: 60 }
      await mturk.send(
        new CreateHITWithHITTypeCommand({ HITTypeId, Question: externalQuestion, ...lifetime }),
      )
    },
    eventTypes: ['HITCreated'],
  },
  {
    when: 'adds assignments',
    by: 'the requester',
    act: ({ mturk }, HITId) =>
      mturk.send(
        new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }),
      ),
    eventTypes: ['HITExtended'],
  },
  {
    when: 'adds an assignment after a wrong known answer',
    by: 'a review policy',
    hit: {
      MaxAssignments: 2,
      AssignmentReviewPolicy: knownAnswers({
        AnswerKey: { drawing: ['woof'] },
        ExtendIfKnownAnswerScoreIsLessThan: '100',
      }),
    },
    ...withAccepted(),
    act: ({ control }, _, id) => control.submit('A1WORKER', id as string, { drawing: 'miaow' }),
    eventTypes: ['AssignmentSubmitted', 'HITExtended'],
  },
  {
    when: 'adds an assignment after a vote without a majority',
    by: 'a review policy',
    hit: {
      MaxAssignments: 2,
      HITReviewPolicy: plurality({
        QuestionIds: ['drawing'],
        QuestionAgreementThreshold: '60',
        ExtendIfHITAgreementScoreIsLessThan: '100',
        ExtendMaximumAssignments: '3',
      }),
    },
    ...withSubmitted('A1WORKER'),
    act: async ({ control }, HITId) => {
      const { id } = await control.accept('A2WORKER', HITId)
      await control.submit('A2WORKER', id, { drawing: 'woof' })
    },
    eventTypes: ['AssignmentAccepted', 'AssignmentSubmitted', 'HITReviewable', 'HITExtended'],
  },
  {
    when: 'ends the lifetime of a HIT that no worker accepted',
    by: 'the clock',
    act: advanceBy('PT1H'),
    eventTypes: ['HITExpired', 'HITReviewable'],
  },
  {
    when: 'ends the lifetime of a HIT with an accepted assignment, which is not reviewable yet',
    by: 'the clock',
    hit: aDay,
    ...withAccepted(),
    act: advanceBy('PT1H'),
    eventTypes: ['HITExpired'],
  },
  {
    when: 'ends the lifetime of a HIT whose assignments are all submitted, without an event',
    by: 'the clock',
    ...withSubmitted('A1WORKER'),
    act: advanceBy('PT1H'),
    eventTypes: [],
  },
  {
    when: 'expires a HIT',
    by: 'the requester',
    act: ({ mturk }, HITId) =>
      mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) })),
    eventTypes: ['HITExpired', 'HITReviewable'],
  },
  {
    when: 'extends the expiration, without an event',
    by: 'the requester',
    act: ({ mturk }, HITId) =>
      mturk.send(
        new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date('2026-02-01T00:00:00Z') }),
      ),
    eventTypes: [],
  },
  ...(['submits', 'returns'] as const).map(
    (action): Cause => ({
      when: `${action} the last work on an expired HIT`,
      by: 'a worker',
      hit: aDay,
      arrange: async ({ control }, HITId) => {
        const { id } = await control.accept('A1WORKER', HITId)
        await control.advance('PT1H')
        return id
      },
      act: ({ control }, _, id) =>
        action === 'submits'
          ? control.submit('A1WORKER', id as string)
          : control.returnAssignment('A1WORKER', id as string),
      eventTypes: [
        action === 'submits' ? 'AssignmentSubmitted' : 'AssignmentReturned',
        'HITReviewable',
      ],
    }),
  ),
  {
    when: 'ends the time of the last assignment of an expired HIT',
    by: 'the clock',
    hit: aDay,
    ...withAccepted(),
    act: advanceBy('P1D'),
    eventTypes: ['HITExpired', 'AssignmentAbandoned', 'HITReviewable'],
  },
  {
    when: 'ends the time of an assignment in the second in which its HIT expires',
    by: 'the clock',
    hit: { AssignmentDurationInSeconds: 3600 },
    ...withAccepted(),
    act: advanceBy('PT1H'),
    eventTypes: ['HITExpired', 'AssignmentAbandoned', 'HITReviewable'],
  },
  {
    when: 'deletes a HIT',
    by: 'the requester',
    arrange: ({ mturk }, HITId) =>
      mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) })),
    act: ({ mturk }, HITId) => mturk.send(new DeleteHITCommand({ HITId })),
    eventTypes: ['HITDisposed'],
  },
  {
    when: 'disposes of a HIT 120 days after its expiration',
    by: 'the clock',
    arrange: ({ mturk }, HITId) =>
      mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) })),
    act: advanceBy('P120D'),
    eventTypes: ['HITDisposed'],
  },
]

async function startWithCause({ hit, arrange }: Partial<Cause>) {
  const emulator = await startTestEmulator()
  const { HITId, HITTypeId } = await emulator.createHit(hit)
  const before = await arrange?.(emulator, HITId!)
  return { ...emulator, emulator, HITId: HITId!, HITTypeId: HITTypeId!, before }
}

test.each(causes.map((cause) => [cause.by, cause.when, cause] as const))(
  '%s %s: sends the events listed and no others',
  async (_, __, cause) => {
    const { emulator, HITId, HITTypeId, before, subscribeQueue } = await startWithCause(cause)
    const { receivedEventTypes, documents } = await subscribeQueue(HITTypeId)

    await cause.act(emulator, HITId, before)

    expect(await receivedEventTypes()).toEqual(cause.eventTypes)
    for (const document of await documents()) {
      const [event] = JSON.parse(document).Events
      const isOfWork = event.EventType.startsWith('Assignment')
      expect([event.HITTypeId, 'AssignmentId' in event, 'WorkerId' in event]).toEqual([
        HITTypeId,
        isOfWork,
        isOfWork,
      ])
    }
  },
)

test('every event type is caused here, by each API through which it can be caused', () => {
  const sources = new Map<string, Set<string>>()
  for (const { by, eventTypes } of causes)
    for (const event of eventTypes) sources.set(event, (sources.get(event) ?? new Set()).add(by))

  const life = EventTypes.values!.filter((type) => type !== 'Ping')
  expect([...sources.keys()].sort()).toEqual([...life].sort())
  expect(sources.get('AssignmentApproved')).toEqual(
    new Set(['the requester', 'the clock', 'a review policy']),
  )
  for (const event of ['AssignmentRejected', 'HITExtended'])
    expect(sources.get(event)).toEqual(new Set(['the requester', 'a review policy']))
  for (const event of ['HITExpired', 'HITDisposed'])
    expect(sources.get(event)).toEqual(new Set(['the requester', 'the clock']))
})

test.each(
  causes
    .filter(({ eventTypes }) => eventTypes.length > 0)
    .map((cause) => [cause.when, cause] as const),
)(
  '%s: without settings, with Active false, or with none of its events selected, sends nothing',
  async (_, cause) => {
    const silent = await startWithCause(cause)
    await cause.act(silent.emulator, silent.HITId, silent.before)
    const off = await startWithCause(cause)
    const { receivedEventTypes: eventsWhenOff } = await off.subscribeQueue(off.HITTypeId)
    await off.mturk.send(
      new UpdateNotificationSettingsCommand({ HITTypeId: off.HITTypeId, Active: false }),
    )
    await cause.act(off.emulator, off.HITId, off.before)
    const other = await startWithCause(cause)
    const rest = EventTypes.values!.filter(
      (type) => type !== 'Ping' && !cause.eventTypes.includes(type),
    )
    const { receivedEventTypes: otherEvents } = await other.subscribeQueue(other.HITTypeId, rest)
    await cause.act(other.emulator, other.HITId, other.before)

    expect((await silent.control.deliveries()).deliveries).toEqual([])
    expect([await eventsWhenOff(), await otherEvents()]).toEqual([[], []])
  },
)

test('a replaced specification takes effect at once: its destination and its event types', async () => {
  const { emulator, HITId, HITTypeId, subscribeQueue } = await startWithCause({
    hit: { MaxAssignments: 3 },
  })
  const first = await subscribeQueue(HITTypeId, ['AssignmentAccepted'], 'first')
  await emulator.control.accept('A1WORKER', HITId)

  const second = await subscribeQueue(HITTypeId, ['AssignmentSubmitted'], 'second')
  await emulator.submitAssignment('A2WORKER', HITId)

  expect([await first.receivedEventTypes(), await second.receivedEventTypes()]).toEqual([
    ['AssignmentAccepted'],
    ['AssignmentSubmitted'],
  ])
})
