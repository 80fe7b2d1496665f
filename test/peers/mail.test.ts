import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'
import { mailHog, mailpit } from './mail-servers.js'
import { has } from './peer.js'

const hasGo = await has('go')
if (!hasGo)
  console.log('Not run: MailHog and Mailpit are built by Go, which is not on this machine.')

describe.skipIf(!hasGo).each([
  ['MailHog', mailHog],
  ['Mailpit', mailpit],
])('%s', (_, server) => {
  test('receives a test event by email, also after a restart', async () => {
    const peer = await server()
    onTestFinished(() => peer.stop())
    await peer.start()
    const { mturk } = await startTestEmulator({ smtp: peer.smtp })
    const send = () =>
      mturk.send(
        new SendTestEventNotificationCommand({
          Notification: {
            Destination: 'jane@example.com',
            Transport: 'Email',
            Version: '2014-08-15',
            EventTypes: ['Ping'],
          },
          TestEventType: 'HITReviewable',
        }),
      )

    await send()
    const [mail] = await peer.mails()
    expect(mail!.subject).toBe('[Amazon Mechanical Turk] Your Event Notification')
    expect(mail!.source).toContain('Greetings from Amazon Mechanical Turk,')
    expect(mail!.source).toContain('filename=notification.json')

    await peer.stop()
    await expect(send()).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    })

    await peer.start()
    await send()
    expect(await peer.mails()).not.toHaveLength(0)
  }, 900_000)
})
