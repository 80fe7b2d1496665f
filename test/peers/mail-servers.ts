import { freePort } from '../support/free-port.js'
import { buildFromGo, type Peer, peer } from './peer.js'

/** A mail server with a page that shows its mails. */
export interface MailServer extends Peer {
  readonly smtp: string
  /** Subject and text of each mail, newest first, from its own API. */
  mails(): Promise<readonly { subject: string; source: string }[]>
}

const httpAnswers = (url: string) => async () => (await fetch(url)).ok

export async function mailHog(): Promise<MailServer> {
  // linkio lists no versions any more, so this is the one that MailHog was built with.
  const command = await buildFromGo('MailHog', 'github.com/mailhog/MailHog@v1.0.1', [
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

export async function mailpit(): Promise<MailServer> {
  const command = await buildFromGo('mailpit', 'github.com/axllent/mailpit@v1.27.11')
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
