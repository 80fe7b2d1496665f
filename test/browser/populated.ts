import {
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  GetAccountBalanceCommand,
  GetHITCommand,
  SendTestEventNotificationCommand,
} from '@aws-sdk/client-mturk'
import { createDemoCrowd } from '../../src/cli/demo/crowd.js'
import { DemoRequester } from '../../src/cli/demo/requester.js'
import type { Config } from '../../src/index.js'
import type { ControlClient } from '../../src/server/control/client.js'
import { startTestEmulator } from '../support/setup.js'

/** Starts an emulator with data for every page, the same each time. */
export async function startPopulated(options: Partial<Config> = {}) {
  const emulator = await startTestEmulator({ deliveryAttempts: 2, ...options })
  const { control, mturk, crowds, clock, waitUntilIdle, endpoint } = emulator
  const requester = new DemoRequester(emulator)
  await requester.start()
  await crowds.put('demo', createDemoCrowd('lively'))
  for (let minutes = 0; minutes < 3; minutes++) {
    await clock.advance('PT1M')
    await requester.review()
  }
  await clock.advance('PT20S')
  const hit = await findHtmlHit(control)
  await control.accept('A1WORKER', hit)

  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Reads handwriting',
      Description: 'Can read what others wrote by hand.',
      Keywords: 'reading, handwriting',
      QualificationTypeStatus: 'Active',
    }),
  )
  const QualificationTypeId = QualificationType!.QualificationTypeId!
  for (const WorkerId of ['A1WORKER', 'A2WORKER', 'A3WORKER'])
    await mturk.send(
      new AssociateQualificationWithWorkerCommand({
        QualificationTypeId,
        WorkerId,
        IntegerValue: 90,
      }),
    )
  await control.request('POST /_mturk/workers/{id}/qualification-requests', {
    id: 'A4WORKER',
    body: { qualificationTypeId: QualificationTypeId },
  })

  await mturk.send(new GetAccountBalanceCommand())
  await mturk.send(new GetHITCommand({ HITId: 'NOSUCHHIT' })).catch(() => {})
  const sendTestEvent = (Transport: 'Email' | 'SQS', Destination: string) =>
    mturk.send(
      new SendTestEventNotificationCommand({
        Notification: {
          Transport,
          Destination,
          Version: '2014-08-15',
          EventTypes: ['HITReviewable'],
        },
        TestEventType: 'HITReviewable',
      }),
    )
  await sendTestEvent('Email', 'jane@example.com')
  await sendTestEvent('SQS', `${endpoint}/000000000000/labels`)
  await sendTestEvent('SQS', `${endpoint}/000000000000/nowhere`).catch(() => {})
  await waitUntilIdle()
  await control.request('POST /_mturk/faults', {
    body: {
      what: 'throttle',
      where: { operation: 'CreateHIT' },
      when: { nth: [1, 2] },
    },
  })
  await control.request('POST /_mturk/faults', {
    body: {
      what: 'duplicate',
      where: { destination: '*/000000000000/labels' },
      when: { probability: 0.2 },
    },
  })
  const check = await createCheck(control)
  const pages = await listPages(emulator, { hit, QualificationTypeId, check })
  return { ...emulator, pages: { ...pages, ...(await createBatchPages(control)) } }
}

/** A batch with long values, whose results are partly reviewed; returns the addresses of its pages. */
async function createBatchPages(control: ControlClient): Promise<Readonly<Record<string, string>>> {
  const long = `https://example.com/${'a-very-long-name-'.repeat(12)}.png`
  const { account, id } = await control.request('POST /_mturk/batches', {
    body: {
      template: `<p>What does this guest say?</p><p>\${review}</p><p><input name="opinion"></p>`,
      csv: `picture,review\n${long},Good noodles\n2.png,"Cold soup, and no waiter came"\n3.png,Fine\n`,
      title: 'Is this review good or bad?',
      assignments: 2,
    },
  })
  const { rows } = await control.request('GET /_mturk/batches/{id}/rows', { id })
  for (const [hitId, workerId, opinion] of [
    [rows[0]!.hitId, 'A5WORKER', 'good'],
    [rows[0]!.hitId, 'A6WORKER', 'good'.repeat(60)],
    [rows[1]!.hitId, 'A5WORKER', 'bad'],
  ] as const) {
    const assignment = await control.accept(workerId, hitId)
    await control.submit(workerId, assignment.id, { opinion })
  }
  const csv = await control.request('GET /_mturk/batches/{id}/results', { id })
  const [header, first, second, ...others] = csv.split('\n')
  await control.request('POST /_mturk/batches/{id}/review', {
    id,
    body: {
      csv: [
        header,
        first!.replace(/"",""$/, '"x",""'),
        second!.replace(/"",""$/, '"","This is not one word."'),
        ...others,
      ].join('\n'),
    },
  })
  return {
    batches: '/console/batches',
    batch: `/console/batches/${account}-${id}`,
    'new-batch': '/console/batches/new',
  }
}

/** A check of a consumer that does not run; returns its ID. */
async function createCheck(control: ControlClient): Promise<string> {
  const { id } = await control.request('POST /_mturk/checks', {
    body: { target: { kind: 'http', address: 'http://127.0.0.1:1/hook' } },
  })
  await control.request('GET /_mturk/checks/{id}/wait', { id, timeout: 60_000 })
  return id
}

/** A HIT with an HTMLQuestion. */
async function findHtmlHit(control: ControlClient): Promise<string> {
  const { hits } = await control.request('GET /_mturk/hits', {
    text: 'receipt',
    status: 'Assignable',
  })
  return hits[0]!.id
}

/** The addresses of all pages by name. */
async function listPages(
  { control, queues, topics }: Awaited<ReturnType<typeof startTestEmulator>>,
  {
    hit,
    QualificationTypeId,
    check,
  }: { readonly hit: string; readonly QualificationTypeId: string; readonly check: string },
): Promise<Readonly<Record<string, string>>> {
  const arn = ({ arn }: { readonly arn: string }) => encodeURIComponent(arn)
  const done = await findBusiestHit(control)
  const [type] = (await control.request('GET /_mturk/hit-types')).hitTypes
  const [sent] = (await control.deliveries({ transport: 'SQS', status: 'sent' })).deliveries
  const [failed] = (await control.deliveries({ status: 'failed' })).deliveries
  const [call] = (
    await control.request('GET /_mturk/calls', { operation: 'CreateQualificationType' })
  ).calls
  const [mail] = (await control.request('GET /_mturk/mailbox')).mails
  const labels = queues.all().find(({ id }) => id.name === 'labels')!
  const group = (await control.request('GET /_mturk/hits/{id}', { id: hit })).hit.hitGroupId
  const open = await control.request('GET /_mturk/workers/{id}/hits', {
    id: 'A2WORKER',
    limit: 100,
  })
  const form = open.hits.find(({ title }) => title.includes('questions'))!
  const site = '/worker/A1WORKER'
  return {
    overview: '/console/overview',
    deliveries: '/console/deliveries',
    delivery: `/console/deliveries/${sent!.id}`,
    'delivery-failed': `/console/deliveries/${failed!.id}`,
    mail: `/console/inbox/mail/${mail!.id}`,
    queue: `/console/inbox/queue/${arn(labels)}`,
    topic: `/console/inbox/topic/${arn(topics.all()[0]!)}`,
    send: '/console/send',
    check: `/console/consumers/${check}`,
    'new-check': '/console/consumers?new',
    hits: '/console/hits',
    hit: `/console/hits/${done}`,
    'hit-open': `/console/hits/${hit}`,
    'hit-type': `/console/hit-types/${type!.id}`,
    qualification: `/console/qualifications/${QualificationTypeId}`,
    crowd: '/console/crowd/demo',
    'new-crowd': '/console/crowd?new',
    call: `/console/calls/${call!.requestId}`,
    clock: '/console/clock',
    faults: '/console/faults',
    api: '/console/api',
    docs: '/console/docs',
    'docs-page': '/console/docs/faults.md',
    'worker-sign-in': '/worker',
    'worker-hits': `${site}/hits`,
    'worker-group': `${site}/groups/${group}`,
    'worker-hit': `${site}/hit/${hit}`,
    'worker-form': `/worker/A2WORKER/hit/${form.hitId}`,
    'worker-tasks': `${site}/tasks`,
    'worker-earnings': `${site}/earnings`,
    'worker-qualifications': `${site}/qualifications`,
  }
}

/** The disposed HIT with the most different assignment statuses. */
async function findBusiestHit(control: ControlClient): Promise<string> {
  const { hits } = await control.request('GET /_mturk/hits', { status: 'Disposed', text: 'animal' })
  const kinds = await Promise.all(
    hits.map(async ({ id }) => {
      const { assignments } = await control.request('GET /_mturk/hits/{id}/assignments', { id })
      return new Set(assignments.map(({ status }) => status)).size
    }),
  )
  return hits[kinds.indexOf(Math.max(...kinds))]!.id
}

/** Pages that show an empty state in a new emulator. */
export const emptyPages = [
  '/console/deliveries',
  '/console/inbox/mail',
  '/console/inbox/queue',
  '/console/inbox/topic',
  '/console/consumers',
  '/console/hits',
  '/console/batches',
  '/console/hit-types',
  '/console/qualifications',
  '/console/crowd',
  '/console/calls',
  '/console/clock',
  '/console/faults',
  '/console/nowhere',
  '/worker/A1WORKER/hits',
  '/worker/A1WORKER/tasks',
  '/worker/A1WORKER/qualifications',
]
