import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startBench } from '../support/emulator.js'
import { freePort, fromGo, has, type Peer, peer } from './peer.js'

interface MailServer extends Peer {
  readonly smtp: string
  /** Subject and text of each mail that it has, newest first, as its own API tells. */
  mails(): Promise<readonly { subject: string; source: string }[]>
}

const httpAnswers = (url: string) => async () => (await fetch(url)).ok

async function mailHog(): Promise<MailServer> {
  // No version of linkio is listed any more, so the one MailHog was made with is named.
  const command = await fromGo('MailHog', 'github.com/mailhog/MailHog@v1.0.1', [
    'github.com/ian-kent/linkio@v0.0.0-20170807205755-97566b872887',
  ])
  const [smtp, http] = [await freePort(), await freePort()]
  const api = `http://127.0.0.1:${http}/api/v2/messages`
  return {
    ...peer({
      name: 'MailHog',
      command,
      args: [
        '-smtp-bind-addr',
        `127.0.0.1:${smtp}`,
        '-api-bind-addr',
        `127.0.0.1:${http}`,
        '-ui-bind-addr',
        `127.0.0.1:${http}`,
      ],
      answers: httpAnswers(api),
    }),
    smtp: `smtp://127.0.0.1:${smtp}`,
    async mails() {
      const { items } = (await (await fetch(api)).json()) as {
        items: { Content: { Headers: { Subject: string[] } }; Raw: { Data: string } }[]
      }
      return items.map(({ Content, Raw }) => ({
        subject: Content.Headers.Subject[0]!,
        source: Raw.Data,
      }))
    },
  }
}

async function mailpit(): Promise<MailServer> {
  const command = await fromGo('mailpit', 'github.com/axllent/mailpit@v1.27.11')
  const [smtp, http] = [await freePort(), await freePort()]
  const api = `http://127.0.0.1:${http}/api/v1`
  return {
    ...peer({
      name: 'Mailpit',
      command,
      args: [
        '--smtp',
        `127.0.0.1:${smtp}`,
        '--listen',
        `127.0.0.1:${http}`,
        '--smtp-disable-rdns',
        '--disable-version-check',
      ],
      answers: httpAnswers(`${api}/messages`),
    }),
    smtp: `smtp://127.0.0.1:${smtp}`,
    async mails() {
      const { messages } = (await (await fetch(`${api}/messages`)).json()) as {
        messages: { ID: string; Subject: string }[]
      }
      return Promise.all(
        messages.map(async ({ ID, Subject }) => ({
          subject: Subject,
          source: await (await fetch(`${api}/message/${ID}/raw`)).text(),
        })),
      )
    },
  }
}

const hasGo = await has('go')
if (!hasGo)
  console.log('Not run: MailHog and Mailpit are built by Go, which is not on this machine.')

describe.skipIf(!hasGo).each([
  ['MailHog', mailHog],
  ['Mailpit', mailpit],
])('%s', (_, server) => {
  test('takes a test event by e-mail, also after it was stopped and started', async () => {
    const peer = await server()
    onTestFinished(() => peer.stop())
    await peer.start()
    const { mturk } = await startBench({ smtp: peer.smtp })
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
