import { join } from 'node:path'
import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { countCommits } from '../support/commits.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

const notification = (Transport: 'SQS' | 'SNS', Destination: string) => ({
  Notification: {
    Transport,
    Destination,
    Version: '2014-08-15',
    EventTypes: ['HITCreated' as const],
  },
  TestEventType: 'HITCreated' as const,
})

test.each(['SQS', 'SNS'] as const)(
  'a test event into a built-in %s receiver, its message and its record are one commit',
  async (transport) => {
    const data = join(createTempFolder(), 'world.db')
    const { mturk, queue, topic, deliveries, queues, topics } = await startTestEmulator({ data })
    const destination = transport === 'SQS' ? queue('news').url : topic('news').arn
    await mturk.send(new SendTestEventNotificationCommand(notification(transport, destination)))
    const before = countCommits(data)

    await mturk.send(new SendTestEventNotificationCommand(notification(transport, destination)))

    expect(countCommits(data)).toBe(before + 1)
    expect(await deliveries.list()).toMatchObject([{ status: 'sent' }, { status: 'sent' }])
    const received = [...queues.all(), ...topics.all()].map((each) =>
      'peek' in each ? each.peek().length : each.recentMessages.length,
    )
    expect(received).toEqual([2])
  },
)
