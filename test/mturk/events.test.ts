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
import { question, startMarket, typeOfWork } from '../support/market.js'
import { knownAnswers, plurality } from '../support/reviewed.js'

type Market = Awaited<ReturnType<typeof startMarket>>

interface Cause {
  /** How it is said in the title. */
  readonly when: string
  /** By which door it comes. */
  readonly by: 'the requester' | 'a worker' | 'time' | 'a review policy'
  readonly hit?: Partial<CreateHITCommandInput>
  /** What comes before anybody listens. */
  readonly given?: (market: Market, HITId: string) => Promise<unknown>
  readonly happens: (market: Market, HITId: string, given: unknown) => Promise<unknown>
  /** All that is told, in its order. */
  readonly told: readonly EventType[]
}

const accepted = (worker = 'A1WORKER') => ({
  given: async ({ control }: Market, HITId: string) => (await control.accept(worker, HITId)).id,
})
const submittedBy = (...workers: string[]) => ({
  given: async ({ submitted }: Market, HITId: string) => {
    const ids = []
    for (const worker of workers) ids.push(await submitted(worker, HITId))
    return ids[0]
  },
})
const pass =
  (by: string) =>
  ({ control }: Market) =>
    control.advance(by)
const aDay = { AssignmentDurationInSeconds: 86_400 }

const causes: readonly Cause[] = [
  {
    when: 'accepts a HIT',
    by: 'a worker',
    happens: ({ control }, HITId) => control.accept('A1WORKER', HITId),
    told: ['AssignmentAccepted'],
  },
  {
    when: 'returns it',
    by: 'a worker',
    ...accepted(),
    happens: ({ control }, _, id) => control.giveBack('A1WORKER', id as string),
    told: ['AssignmentReturned'],
  },
  {
    when: 'lets it be abandoned',
    by: 'time',
    ...accepted(),
    happens: pass('PT10M'),
    told: ['AssignmentAbandoned'],
  },
  {
    when: 'submits it while others may still accept it',
    by: 'a worker',
    hit: { MaxAssignments: 2 },
    ...accepted(),
    happens: ({ control }, _, id) => control.submit('A1WORKER', id as string),
    told: ['AssignmentSubmitted'],
  },
  {
    when: 'submits the last of it, from the HIT’s own page',
    by: 'a worker',
    ...accepted(),
    happens: ({ endpoint }, _, assignmentId) =>
      fetch(`${endpoint}/mturk/externalSubmit`, {
        method: 'POST',
        body: new URLSearchParams({ assignmentId: assignmentId as string, cat: 'yes' }),
      }),
    told: ['AssignmentSubmitted', 'HITReviewable'],
  },
  {
    when: 'rejects it',
    by: 'the requester',
    ...submittedBy('A1WORKER'),
    happens: ({ mturk }, _, id) =>
      mturk.send(
        new RejectAssignmentCommand({ AssignmentId: id as string, RequesterFeedback: '' }),
      ),
    told: ['AssignmentRejected'],
  },
  {
    when: 'rejects what got a known answer wrong',
    by: 'a review policy',
    hit: {
      AssignmentReviewPolicy: knownAnswers({
        AnswerKey: { drawing: ['woof'] },
        RejectIfKnownAnswerScoreIsLessThan: '100',
      }),
    },
    ...accepted(),
    happens: ({ control }, _, id) => control.submit('A1WORKER', id as string, { drawing: 'miaow' }),
    told: ['AssignmentSubmitted', 'HITReviewable', 'AssignmentRejected'],
  },
  {
    when: 'rejects who was outvoted, and approves the others',
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
    ...submittedBy('A1WORKER', 'A2WORKER'),
    happens: async ({ control }, HITId) => {
      const { id } = await control.accept('A3WORKER', HITId)
      await control.submit('A3WORKER', id, { drawing: 'woof' })
    },
    told: [
      'AssignmentAccepted',
      'AssignmentSubmitted',
      'HITReviewable',
      'AssignmentApproved',
      'AssignmentApproved',
      'AssignmentRejected',
    ],
  },
  {
    when: 'approves it',
    by: 'the requester',
    ...submittedBy('A1WORKER'),
    happens: ({ mturk }, _, id) =>
      mturk.send(new ApproveAssignmentCommand({ AssignmentId: id as string })),
    told: ['AssignmentApproved'],
  },
  {
    when: 'overrides a rejection',
    by: 'the requester',
    given: async ({ mturk, submitted }, HITId) => {
      const AssignmentId = await submitted('A1WORKER', HITId)
      await mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: '' }))
      return AssignmentId
    },
    happens: ({ mturk }, _, id) =>
      mturk.send(
        new ApproveAssignmentCommand({ AssignmentId: id as string, OverrideRejection: true }),
      ),
    told: ['AssignmentApproved'],
  },
  {
    when: 'approves what nobody decided',
    by: 'time',
    hit: { AutoApprovalDelayInSeconds: 60 },
    ...submittedBy('A1WORKER'),
    happens: pass('PT1M'),
    told: ['AssignmentApproved'],
  },
  {
    when: 'approves at once where the delay is zero',
    by: 'time',
    hit: { AutoApprovalDelayInSeconds: 0 },
    ...accepted(),
    happens: ({ control }, _, id) => control.submit('A1WORKER', id as string),
    told: ['AssignmentSubmitted', 'HITReviewable', 'AssignmentApproved'],
  },
  {
    when: 'approves what got the known answers right',
    by: 'a review policy',
    hit: {
      AssignmentReviewPolicy: knownAnswers({
        AnswerKey: { drawing: ['miaow'] },
        ApproveIfKnownAnswerScoreIsAtLeast: '100',
      }),
    },
    ...accepted(),
    happens: ({ control }, _, id) => control.submit('A1WORKER', id as string, { drawing: 'miaow' }),
    told: ['AssignmentSubmitted', 'HITReviewable', 'AssignmentApproved'],
  },
  {
    when: 'creates another HIT of the type',
    by: 'the requester',
    happens: ({ createHit }) => createHit(),
    told: ['HITCreated'],
  },
  {
    when: 'creates a HIT by its type',
    by: 'the requester',
    happens: async ({ mturk }) => {
      const { HITTypeId } = await mturk.send(new CreateHITTypeCommand(typeOfWork))
      const lifetime = { LifetimeInSeconds: 60 }
      await mturk.send(
        new CreateHITWithHITTypeCommand({ HITTypeId, Question: question, ...lifetime }),
      )
    },
    told: ['HITCreated'],
  },
  {
    when: 'adds assignments',
    by: 'the requester',
    happens: ({ mturk }, HITId) =>
      mturk.send(
        new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }),
      ),
    told: ['HITExtended'],
  },
  {
    when: 'adds one for a known answer that was wrong',
    by: 'a review policy',
    hit: {
      MaxAssignments: 2,
      AssignmentReviewPolicy: knownAnswers({
        AnswerKey: { drawing: ['woof'] },
        ExtendIfKnownAnswerScoreIsLessThan: '100',
      }),
    },
    ...accepted(),
    happens: ({ control }, _, id) => control.submit('A1WORKER', id as string, { drawing: 'miaow' }),
    told: ['AssignmentSubmitted', 'HITExtended'],
  },
  {
    when: 'adds one for a vote without a majority',
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
    ...submittedBy('A1WORKER'),
    happens: async ({ control }, HITId) => {
      const { id } = await control.accept('A2WORKER', HITId)
      await control.submit('A2WORKER', id, { drawing: 'woof' })
    },
    told: ['AssignmentAccepted', 'AssignmentSubmitted', 'HITReviewable', 'HITExtended'],
  },
  {
    when: 'ends the lifetime of a HIT that nobody accepted',
    by: 'time',
    happens: pass('PT1H'),
    told: ['HITExpired', 'HITReviewable'],
  },
  {
    when: 'ends it while work is out, and nothing is reviewable yet',
    by: 'time',
    hit: aDay,
    ...accepted(),
    happens: pass('PT1H'),
    told: ['HITExpired'],
  },
  {
    when: 'ends it when all is submitted, of which nothing is told',
    by: 'time',
    ...submittedBy('A1WORKER'),
    happens: pass('PT1H'),
    told: [],
  },
  {
    when: 'lets the HIT expire now',
    by: 'the requester',
    happens: ({ mturk }, HITId) =>
      mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) })),
    told: ['HITExpired', 'HITReviewable'],
  },
  {
    when: 'moves the expiration on, of which nothing is told',
    by: 'the requester',
    happens: ({ mturk }, HITId) =>
      mturk.send(
        new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date('2026-02-01T00:00:00Z') }),
      ),
    told: [],
  },
  ...(['submits', 'returns'] as const).map(
    (deed): Cause => ({
      when: `${deed} the last work on an expired HIT`,
      by: 'a worker',
      hit: aDay,
      given: async ({ control }, HITId) => {
        const { id } = await control.accept('A1WORKER', HITId)
        await control.advance('PT1H')
        return id
      },
      happens: ({ control }, _, id) =>
        deed === 'submits'
          ? control.submit('A1WORKER', id as string)
          : control.giveBack('A1WORKER', id as string),
      told: [deed === 'submits' ? 'AssignmentSubmitted' : 'AssignmentReturned', 'HITReviewable'],
    }),
  ),
  {
    when: 'abandons the last work on an expired HIT',
    by: 'time',
    hit: aDay,
    ...accepted(),
    happens: pass('P1D'),
    told: ['HITExpired', 'AssignmentAbandoned', 'HITReviewable'],
  },
  {
    when: 'abandons work in the very second in which its HIT expires',
    by: 'time',
    hit: { AssignmentDurationInSeconds: 3600 },
    ...accepted(),
    happens: pass('PT1H'),
    told: ['HITExpired', 'AssignmentAbandoned', 'HITReviewable'],
  },
  {
    when: 'deletes a HIT',
    by: 'the requester',
    given: ({ mturk }, HITId) =>
      mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) })),
    happens: ({ mturk }, HITId) => mturk.send(new DeleteHITCommand({ HITId })),
    told: ['HITDisposed'],
  },
  {
    when: 'disposes of a HIT 120 days after its expiration',
    by: 'time',
    given: ({ mturk }, HITId) =>
      mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) })),
    happens: pass('P120D'),
    told: ['HITDisposed'],
  },
]

async function startListening({ hit, given }: Partial<Cause>) {
  const market = await startMarket()
  const { HITId, HITTypeId } = await market.createHit(hit)
  const before = await given?.(market, HITId!)
  return { ...market, market, HITId: HITId!, HITTypeId: HITTypeId!, before }
}

test.each(causes.map((cause) => [cause.by, cause.when, cause] as const))(
  '%s %s: what is told of it, and nothing else',
  async (_, __, cause) => {
    const { market, HITId, HITTypeId, before, listenTo } = await startListening(cause)
    const { told, documents } = await listenTo(HITTypeId)

    await cause.happens(market, HITId, before)

    expect(await told()).toEqual(cause.told)
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

test('all eleven are told here, and each by every door by which it comes', () => {
  const doors = new Map<string, Set<string>>()
  for (const { by, told } of causes)
    for (const event of told) doors.set(event, (doors.get(event) ?? new Set()).add(by))

  const life = EventTypes.values!.filter((type) => type !== 'Ping')
  expect([...doors.keys()].sort()).toEqual([...life].sort())
  expect(doors.get('AssignmentApproved')).toEqual(
    new Set(['the requester', 'time', 'a review policy']),
  )
  for (const event of ['AssignmentRejected', 'HITExtended'])
    expect(doors.get(event)).toEqual(new Set(['the requester', 'a review policy']))
  for (const event of ['HITExpired', 'HITDisposed'])
    expect(doors.get(event)).toEqual(new Set(['the requester', 'time']))
})

test.each(
  causes.filter(({ told }) => told.length > 0).map((cause) => [cause.when, cause] as const),
)(
  '%s: without settings, with Active false, or with none of its events asked for, nothing is told',
  async (_, cause) => {
    const silent = await startListening(cause)
    await cause.happens(silent.market, silent.HITId, silent.before)
    const off = await startListening(cause)
    const { told: toldWhenOff } = await off.listenTo(off.HITTypeId)
    await off.mturk.send(
      new UpdateNotificationSettingsCommand({ HITTypeId: off.HITTypeId, Active: false }),
    )
    await cause.happens(off.market, off.HITId, off.before)
    const other = await startListening(cause)
    const rest = EventTypes.values!.filter((type) => type !== 'Ping' && !cause.told.includes(type))
    const { told: toldOfTheRest } = await other.listenTo(other.HITTypeId, rest)
    await cause.happens(other.market, other.HITId, other.before)

    expect((await silent.control.deliveries()).deliveries).toEqual([])
    expect([await toldWhenOff(), await toldOfTheRest()]).toEqual([[], []])
  },
)

test('a replaced specification takes effect at once: where to, and what of', async () => {
  const { market, HITId, HITTypeId, listenTo } = await startListening({
    hit: { MaxAssignments: 3 },
  })
  const first = await listenTo(HITTypeId, ['AssignmentAccepted'], 'first')
  await market.control.accept('A1WORKER', HITId)

  const second = await listenTo(HITTypeId, ['AssignmentSubmitted'], 'second')
  await market.submitted('A2WORKER', HITId)

  expect([await first.told(), await second.told()]).toEqual([
    ['AssignmentAccepted'],
    ['AssignmentSubmitted'],
  ])
})
