import { assert, assertEqual } from '../checks.js'
import { control } from '../control.js'
import { createQueue, eventTypes, receive, sendTestEvent } from '../events.js'

export async function testEvents(story) {
  const { sqs, sns, step } = story

  const sendAll = (transport, destination) =>
    Promise.all(eventTypes.map((type) => sendTestEvent(story, transport, destination, type)))
  const assertTypes = (documents) =>
    assertEqual(documents.map(({ Events }) => Events[0].EventType).sort(), [...eventTypes].sort())

  await step('test-events-by-sqs', async () => {
    const url = await createQueue(story, 'tests')
    await sendAll('SQS', url)
    const documents = await receive(story, url, eventTypes.length)
    assertTypes(documents)
    assertEqual([...new Set(documents.map((each) => each.EventDocVersion))], ['2014-08-15'])
  })

  await step('test-events-by-sns', async () => {
    const url = await createQueue(story, 'passed-on')
    const { Attributes } = await sqs('GetQueueAttributes', {
      QueueUrl: url,
      AttributeNames: ['QueueArn'],
    })
    const { TopicArn } = await sns('CreateTopic', { Name: 'tests' })
    await sns('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: Attributes.QueueArn })
    await sendAll('SNS', TopicArn)
    const envelopes = await receive(story, url, eventTypes.length)
    assertEqual([...new Set(envelopes.map((each) => each.TopicArn))], [TopicArn])
    assertTypes(envelopes.map(({ Message }) => JSON.parse(Message)))
  })

  await step('test-events-by-email', async () => {
    await sendAll('Email', 'story@example.com')
    const page = await control('GET', 'mailbox?to=story@example.com')
    const mails = await Promise.all(page.mails.map(({ id }) => control('GET', `mailbox/${id}`)))
    assertEqual(mails.length, eventTypes.length)
    for (const type of eventTypes)
      assert(mails.filter(({ text }) => text.includes(type)).length === 1, type)
  })

  await step('test-event-of-2006', async () => {
    const url = await createQueue(story, 'of-2006')
    await sendTestEvent(story, 'SQS', url, 'Ping', '2006-05-05')
    const [document] = await receive(story, url, 1)
    assertEqual([document.EventDocVersion, document.Events[0].EventType], ['2006-05-05', 'Ping'])
  })
}
