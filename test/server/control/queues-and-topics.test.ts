import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

/** The types of the events that the stream reports until one of a type arrives. */
async function readStreamUntil(
  stream: AsyncIterable<{ readonly type: string }>,
  last: string,
): Promise<readonly string[]> {
  const types: string[] = []
  for await (const { type } of stream) {
    types.push(type)
    if (type === last) break
  }
  return types
}

test('a queue is created, changed, received from, purged and deleted', async () => {
  const { control, queues, endpoint } = await startTestEmulator()

  const { arn, url, verdict } = await control.request('POST /_mturk/queues', {
    body: { name: 'news', attributes: { VisibilityTimeout: '60' } },
  })
  const queue = queues.findByArn(arn)!
  for (const body of ['one', 'two', 'three']) queue.send({ body, senderId: 'me' })
  const { messages } = await control.request('POST /_mturk/queues/{arn}/receive', {
    arn,
    body: { count: 2 },
  })
  const changed = await control.request('PUT /_mturk/queues/{arn}/attributes', {
    arn,
    body: { attributes: { Policy: verdict.suggestedPolicy! } },
  })
  const [{ messageId }] = messages as [(typeof messages)[number]]
  await control.request('DELETE /_mturk/queues/{arn}/messages/{messageId}', { arn, messageId })
  const left = queue.peek().map(({ body }) => body)
  const purged = await control.request('POST /_mturk/queues/{arn}/purge', { arn })
  await control.request('DELETE /_mturk/queues/{arn}', { arn })

  expect(url).toBe(`${endpoint}/000000000000/news`)
  expect(messages.map(({ body, state }) => [body, state])).toEqual([
    ['one', 'in flight'],
    ['two', 'in flight'],
  ])
  expect([verdict.allowed, changed.verdict.allowed]).toEqual([false, true])
  expect(left).toEqual(['two', 'three'])
  expect(purged.counts).toEqual({ ready: 0, inFlight: 0, delayed: 0 })
  expect(queues.all()).toEqual([])
})

test('a topic is created, subscribed to and deleted', async () => {
  const { control, topics } = await startTestEmulator()

  const { arn } = await control.request('POST /_mturk/topics', { body: { name: 'news' } })
  const { subscriptions } = await control.request('POST /_mturk/topics/{arn}/subscriptions', {
    arn,
    body: { protocol: 'email', endpoint: 'jane@example.com' },
  })
  const subscription = subscriptions[0]!.arn
  const confirmed = await control.request(
    'POST /_mturk/topics/{arn}/subscriptions/{subscription}/confirm',
    { arn, subscription },
  )
  const named = await control.request('PUT /_mturk/topics/{arn}/attributes', {
    arn,
    body: { attributes: { DisplayName: 'News' } },
  })
  await control.request('DELETE /_mturk/topics/{arn}/subscriptions/{subscription}', {
    arn,
    subscription,
  })
  const left = topics.get(arn).subscriptions.size
  await control.request('DELETE /_mturk/topics/{arn}', { arn })

  expect(subscriptions).toMatchObject([{ protocol: 'email', confirmed: false }])
  expect(confirmed.subscriptions).toMatchObject([{ confirmed: true }])
  expect(named.attributes).toMatchObject({ DisplayName: 'News' })
  expect([left, topics.all()]).toEqual([0, []])
})

test('each change of a queue and of a topic is reported by the stream', async () => {
  const { control } = await startTestEmulator()
  const queueStream = await control.stream()
  const topicStream = await control.stream()

  const { arn } = await control.request('POST /_mturk/queues', { body: { name: 'news' } })
  expect(await readStreamUntil(queueStream, 'queue')).toEqual(['queue'])
  const attributesStream = await control.stream()
  await control.request('PUT /_mturk/queues/{arn}/attributes', {
    arn,
    body: { attributes: { VisibilityTimeout: '5' } },
  })
  expect(await readStreamUntil(attributesStream, 'queue')).toEqual(['queue'])
  await control.request('POST /_mturk/topics', { body: { name: 'news' } })

  expect(await readStreamUntil(topicStream, 'topic')).toContain('topic')
})

test('what does not exist or is not allowed is refused with a sentence', async () => {
  const { control } = await startTestEmulator()
  const arn = 'arn:aws:sqs:us-east-1:000000000000:none'
  const topicArn = 'arn:aws:sns:us-east-1:000000000000:none'

  const refusals = await Promise.allSettled([
    control.request('DELETE /_mturk/queues/{arn}', { arn }),
    control.request('DELETE /_mturk/topics/{arn}', { arn: topicArn }),
    control.request('POST /_mturk/queues', { body: { name: 'a b' } }),
    control.request('POST /_mturk/queues', { body: { name: 'a', colour: 'red' } as never }),
  ])

  expect(refusals.map((each) => each.status === 'rejected' && each.reason.message)).toEqual([
    `There is no queue ${arn}.`,
    `There is no topic ${topicArn}.`,
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    'There is no body member "colour": there are name, account, region, attributes.',
  ])
})
