import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateTopicCommand, TagResourceCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { XmlDocument } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { parseMail } from '../../src/services/smtp/mailbox.js'
import { startTestEmulator } from '../support/setup.js'

const hostileText = `</p><script>alert('1')</script>&"'<!--]]>\u0000\u001b[31m`

/** The XML that a caller of the query protocol reads. */
async function fetchXml(endpoint: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(fields) })
  expect(answer.headers.get('content-type')).toContain('xml')
  return answer.text()
}

test('input is escaped in XML responses', async () => {
  const { endpoint, sqs, sns } = await startTestEmulator()
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 't' }))
  const body = hostileText.replace(/[\u0000-\u001f]/g, '')
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }))
  await sns.send(
    new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'k', Value: hostileText }] }),
  )

  const answers = await Promise.all([
    fetchXml(endpoint, { Action: 'ReceiveMessage', QueueUrl: QueueUrl! }),
    fetchXml(endpoint, { Action: 'ListTagsForResource', ResourceArn: TopicArn! }),
    fetchXml(endpoint, { Action: hostileText }),
    fetchXml(endpoint, { Action: 'GetQueueUrl', QueueName: hostileText }),
    fetchXml(endpoint, {
      Action: 'Subscribe',
      TopicArn: TopicArn!,
      Protocol: hostileText,
      Endpoint: hostileText,
    }),
    fetchXml(endpoint, { Action: 'GetTopicAttributes', TopicArn: hostileText }),
  ])

  for (const text of answers) {
    const document = XmlDocument.fromString(text)
    expect(document.find('//*[local-name()="script"]')).toEqual([])
    document.dispose()
  }
  expect(answers[0]).toContain('&lt;script&gt;')
})

test('input is escaped in the HTML and the headers of mails', async () => {
  const { mturk, mailbox } = await startTestEmulator({ clock: new Date('2026-01-01T00:00:00Z') })
  await mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Destination: 'jane@example.com',
        Transport: 'Email',
        Version: '2014-08-15',
        EventTypes: [],
      },
      TestEventType: 'HITReviewable',
    }),
  )

  const mail = await parseMail(mailbox.all()[0]!)

  expect(mail.html ?? '').not.toMatch(/<script|javascript:|\son\w+=/i)
})

test.each([
  ['/_mturk/%3Cscript%3E', 404],
  ['/_mturk/deliveries/%3Cscript%3E', 404],
  ['/_mturk/deliveries?transport=%3Cscript%3E', 400],
  ['/_mturk/mailbox/%3Cscript%3E', 404],
  ['/_mturk/deliveries/%E0%A4%A', 400],
])('the error response of %s is JSON, which browsers do not render', async (path, status) => {
  const { endpoint } = await startTestEmulator()

  const answer = await fetch(endpoint + path)

  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test.each(['console', 'worker'])(
  'the page of /%s does not depend on the URL’s path and query',
  async (site) => {
    const { endpoint } = await startTestEmulator()
    const pageAt = async (path: string) => (await fetch(`${endpoint}/${site}${path}`)).text()

    expect(await pageAt('/%3Cscript%3E?hitId=%3Cscript%3E')).toBe(await pageAt(''))
  },
)

test('a worker’s answer is escaped in the QuestionFormAnswers XML', async () => {
  const { mturk: _, control, createHit, endpoint } = await startTestEmulator()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)

  await fetch(`${endpoint}/mturk/externalSubmit`, {
    method: 'POST',
    body: new URLSearchParams({ assignmentId: id, [hostileText]: hostileText }),
  })
  const { assignments } = await control.request('GET /_mturk/workers/{id}/assignments', {
    id: 'A1WORKER',
  })

  const document = XmlDocument.fromString(assignments[0]!.answer!)
  expect(document.find('//*[local-name()="script"]')).toEqual([])
  document.dispose()
})
