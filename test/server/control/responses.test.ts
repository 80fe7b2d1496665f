import { readFileSync } from 'node:fs'
import { CreateHITCommand, CreateQualificationTypeCommand } from '@aws-sdk/client-mturk'
import {
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { isPlainRoute } from '../../../src/server/control/api.js'
import type { ControlClient } from '../../../src/server/control/client.js'
import { controlRoutes } from '../../../src/server/control/routes/index.js'
import { hitInput, startTestEmulator } from '../../support/setup.js'

const read = (file: string) => readFileSync(`fixtures/${file}.xml`, 'utf8')

interface Responses {
  readonly responses: Readonly<
    Record<string, { content?: Record<string, { schema: object }> } | undefined>
  >
}

/** A client that compares each response with its schema in the OpenAPI document. */
async function startWithCheckedClient() {
  const emulator = await startTestEmulator({ balance: 'enforced', token: 'a-secret-of-the-test' })
  const { control } = emulator
  const { paths, components } = (await control.request('GET /_mturk/openapi.json')) as unknown as {
    paths: Record<string, Record<string, Responses>>
    components: { schemas: object }
  }
  const checked = new Set<string>()

  const request: ControlClient['request'] = async (name, ...input) => {
    const response = await control.request(name, ...input)
    const [method, path] = name.split(' ') as [string, string]
    const { responses } = paths[path]![method.toLowerCase()]!
    const { schema } = (responses[200] ?? responses[201])!.content!['application/json']!
    const text = JSON.stringify({ ...schema, $defs: components.schemas })
    const parsed = z
      .fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
      .safeParse(response)
    expect([name, parsed.error?.issues ?? []]).toEqual([name, []])
    checked.add(name)
    return response
  }
  return { ...emulator, request, checked }
}

test('every response in JSON is as its schema says, member for member', async () => {
  const { request, checked, mturk, sns, queues, createHit, subscribeQueue, control } =
    await startWithCheckedClient()
  const id = 'A1WORKER'
  const account = '000000000000'

  // The emulator, accounts, faults, layouts.
  await request('GET /_mturk/health')
  await request('GET /_mturk/info')
  await request('GET /_mturk/openapi.json')
  await request('GET /_mturk/accounts/{account}/balance', { account })
  await request('PUT /_mturk/accounts/{account}/balance', { account, body: { available: '999' } })
  await request('PUT /_mturk/layouts/{id}', { id: 'LAYOUT', body: { html: '<p>$' + '{name}</p>' } })
  await request('GET /_mturk/layouts')
  await request('POST /_mturk/faults', {
    body: {
      id: 'slow',
      what: 'delay',
      milliseconds: 1,
      where: { operation: 'CreateHIT' },
      when: { nth: 2, phase: 'after', window: { from: 'PT0S', to: 'PT1H' } },
    },
  })
  await request('PUT /_mturk/faults', {
    body: {
      seed: 's',
      rules: [
        'delay transport=SQS milliseconds=1 nth=1',
        'delay operation=GetAccountBalance milliseconds=1',
      ],
    },
  })

  // Requesters: HITs of every kind of question, with requirements, review and notifications.
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'Knows cats',
      Keywords: 'cat',
      QualificationTypeStatus: 'Active',
      Test: read('tests/cats'),
      AnswerKey: read('tests/cats-key'),
      TestDurationInSeconds: 600,
      RetryDelayInSeconds: 60,
    }),
  )
  const typeId = QualificationType!.QualificationTypeId!
  const { HITId: hitId, HITTypeId: hitTypeId } = await createHit({
    Question: read('questions/upload'),
    RequesterAnnotation: 'batch 7',
    MaxAssignments: 3,
    QualificationRequirements: [
      {
        QualificationTypeId: '00000000000000000071',
        Comparator: 'In',
        LocaleValues: [{ Country: 'DE' }, { Country: 'US', Subdivision: 'CA' }],
      },
      { QualificationTypeId: typeId, Comparator: 'GreaterThan', IntegerValues: [5] },
    ],
    AssignmentReviewPolicy: {
      PolicyName: 'ScoreMyKnownAnswers/2011-09-01',
      Parameters: [
        { Key: 'AnswerKey', MapEntries: [{ Key: 'days', Values: ['7'] }] },
        { Key: 'ApproveIfKnownAnswerScoreIsAtLeast', Values: ['100'] },
      ],
    },
  })
  await subscribeQueue(hitTypeId!)
  const { HITId: formHitId } = await createHit({
    Title: 'Fill in',
    Question: read('questions/form'),
  })
  const { HITId: externalHitId } = await createHit({ Title: 'Draw a dog' })

  // Topics, with a subscription and a message.
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'N' }),
  )
  const { arn } = queues.all()[0]!
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn }))
  await sns.send(
    new PublishCommand({
      TopicArn,
      Message: 'hello',
      Subject: 'Hi',
      MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
    }),
  )

  // Changes of queues and topics.
  const { arn: changedArn } = await request('POST /_mturk/queues', { body: { name: 'changed' } })
  queues.findByArn(changedArn)!.send({ body: 'hello', senderId: 'me' })
  await request('POST /_mturk/queues/{arn}/receive', { arn: changedArn, body: {} })
  await request('PUT /_mturk/queues/{arn}/attributes', {
    arn: changedArn,
    body: { attributes: {} },
  })
  await request('POST /_mturk/queues/{arn}/purge', { arn: changedArn })
  const { arn: topicArn } = await request('POST /_mturk/topics', { body: { name: 'changed' } })
  await request('PUT /_mturk/topics/{arn}/attributes', { arn: topicArn, body: { attributes: {} } })
  const { subscriptions } = await request('POST /_mturk/topics/{arn}/subscriptions', {
    arn: topicArn,
    body: { protocol: 'email', endpoint: 'jane@example.com' },
  })
  await request('POST /_mturk/topics/{arn}/subscriptions/{subscription}/confirm', {
    arn: topicArn,
    subscription: subscriptions[0]!.arn,
  })

  // Workers.
  await request('PUT /_mturk/workers/{id}', {
    id,
    body: { locale: { Country: 'US', Subdivision: 'CA' }, adult: true, master: true },
  })
  await request('GET /_mturk/workers/{id}/qualifications', { id })
  await request('POST /_mturk/workers/{id}/qualifications/{typeId}/test', { id, typeId })
  await request('POST /_mturk/workers/{id}/qualification-requests', {
    id,
    body: { qualificationTypeId: typeId, answers: { legs: 'four', likes: ['mice', 'milk'] } },
  })
  await request('POST /_mturk/workers/{id}/qualifications/{typeId}/test', {
    id: 'A2WORKER',
    typeId,
  })
  const { groups } = await request('GET /_mturk/workers/{id}/groups', { id })
  await request('GET /_mturk/workers/{id}/groups/{groupId}', {
    id,
    groupId: groups[0]!.hitGroupId,
  })
  await request('GET /_mturk/workers/{id}/hits', { id, search: 'draw', limit: 5 })
  const { id: assignmentId } = await request('POST /_mturk/workers/{id}/accept', {
    id,
    body: { hitId: hitId! },
  })
  for (const each of [hitId!, formHitId!, externalHitId!])
    await request('GET /_mturk/workers/{id}/hits/{hitId}', { id, hitId: each })
  await request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
    id,
    assignmentId,
    question: 'picture',
    file: 'a cat',
  })
  await request('POST /_mturk/workers/{id}/assignments/{assignmentId}/submit', { id, assignmentId })
  const second = await control.accept(id, externalHitId!)
  await request('POST /_mturk/workers/{id}/assignments/{assignmentId}/return', {
    id,
    assignmentId: second.id,
  })
  await request('GET /_mturk/workers/{id}/assignments', { id })
  await request('GET /_mturk/workers/{id}/assignments/{assignmentId}', { id, assignmentId })
  await request('GET /_mturk/workers/{id}', { id })

  // Crowds and the clock.
  const name = 'crowd'
  await request('PUT /_mturk/crowds/{name}', {
    name,
    body: {
      workers: 3,
      arrivalsPerHour: 60,
      abandonRate: 0.4,
      qualifications: { [typeId]: [10, 20] },
      answers: [{ for: externalHitId!, weight: 2, fields: { drawing: 'miaow' } }, { a: ['b'] }],
      account,
    },
  })
  await request('GET /_mturk/clock')
  await request('POST /_mturk/clock/advance', { body: { by: 'PT20M' } })
  await request('PUT /_mturk/clock', { body: { state: 'frozen' } })
  await request('DELETE /_mturk/clock/advance')
  await request('GET /_mturk/crowds')
  await request('GET /_mturk/crowds/{name}', { name })
  await request('GET /_mturk/crowds/{name}/workers', { name, limit: 2 })
  await request('POST /_mturk/crowds/{name}/stop', { name })
  await request('POST /_mturk/crowds/{name}/start', { name })

  // Batches from CSV.
  const { id: batchId } = await request('POST /_mturk/batches', {
    body: { template: '<input name="animal">', csv: 'picture\n1.png\n', title: 'Animals' },
  })
  await request('POST /_mturk/batches/previews', { body: { template: '<p></p>', csv: 'a\nb\n' } })
  const { rows } = await request('GET /_mturk/batches/{id}/rows', { id: batchId })
  const third = await control.accept(id, rows[0]!.hitId)
  await control.submit(id, third.id, { animal: 'cat' })
  await request('GET /_mturk/batches/{id}/rows', { id: batchId })
  await request('POST /_mturk/batches/{id}/review', {
    id: batchId,
    body: { csv: `AssignmentId,Approve,Reject\n${third.id},x,\n3NONE,x,\n` },
  })
  await request('GET /_mturk/batches', { total: true })
  await request('GET /_mturk/batches/{id}', { id: batchId })

  // What became of it.
  await request('GET /_mturk/settled')
  await request('GET /_mturk/overview')
  await request('GET /_mturk/hits', { total: true, limit: 2 })
  await request('GET /_mturk/hits/{id}', { id: hitId! })
  await request('GET /_mturk/hits/{id}/assignments', { id: hitId! })
  await request('GET /_mturk/assignments/{id}', { id: assignmentId })
  await request('GET /_mturk/hit-types', { text: 'draw' })
  await request('GET /_mturk/hit-types/{id}', { id: hitTypeId! })
  await request('GET /_mturk/qualification-types')
  await request('GET /_mturk/qualification-types/{id}', { id: typeId })
  await request('GET /_mturk/qualification-types/{id}/qualifications', { id: typeId })
  await request('GET /_mturk/qualification-types/{id}/requests', { id: typeId })
  await request('GET /_mturk/faults')
  const { requestId } = await request('POST /_mturk/calls', {
    body: { operation: 'GetAccountBalance', input: {} },
  })
  await mturk.send(new CreateHITCommand({ ...hitInput, Title: '' })).catch(() => {})
  await request('GET /_mturk/calls', { total: true })
  await request('GET /_mturk/calls/{requestId}', { requestId })
  await request('POST /_mturk/calls', {
    body: {
      operation: 'SendTestEventNotification',
      input: {
        Notification: {
          Destination: 'you@example.com',
          Transport: 'Email',
          Version: '2014-08-15',
          EventTypes: ['Ping'],
        },
        TestEventType: 'Ping',
      },
    },
  })
  const { deliveries } = await request('GET /_mturk/deliveries', { total: true })
  await request('GET /_mturk/deliveries/wait', { count: 2, transport: 'SQS' })
  await request('GET /_mturk/deliveries/{id}', { id: deliveries[0]!.id })
  await request('POST /_mturk/deliveries/{id}/redeliver', { id: deliveries[0]!.id })
  const {
    mails: [mail],
  } = await request('GET /_mturk/mailbox')
  await request('GET /_mturk/mailbox/wait', { timeout: 0 })
  await request('PUT /_mturk/mailbox/{id}', { id: mail!.id, body: { isUnread: false } })
  await request('DELETE /_mturk/mailbox', { to: 'none' })
  await request('POST /_mturk/sessions')
  await request('POST /_mturk/tickets', { body: { path: `/_mturk/mailbox/${mail!.id}/html` } })
  await request('GET /_mturk/mailbox/{id}', { id: mail!.id })
  await request('GET /_mturk/checks/cases')
  const { id: checkId } = await request('POST /_mturk/checks', {
    body: { target: { kind: 'mail', address: 'me@example.com' }, only: ['Ping'], timeout: 10 },
  })
  const { results } = await request('GET /_mturk/checks/{id}/wait', { id: checkId })
  await request('GET /_mturk/checks/{id}', { id: checkId })
  await request('GET /_mturk/checks/{id}/payloads/{eventDocId}', {
    id: checkId,
    eventDocId: results[0]!.payloads[0]!.eventDocId,
  })
  await request('GET /_mturk/checks')
  await request('GET /_mturk/queues', { newest: 2 })
  await request('GET /_mturk/queues/{arn}/messages', { arn })
  await request('GET /_mturk/topics')
  await request('GET /_mturk/export')
  await request('POST /_mturk/reset', { body: {} })
  await request('POST /_mturk/stop')

  const withJson = controlRoutes.filter((each) => !isPlainRoute(each) && each.response)
  expect([...checked].sort()).toEqual(withJson.map(({ name }) => name).sort())
})
