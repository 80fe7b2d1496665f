import type { Express, Response } from 'express'
import { quiet } from '../security/headers.js'
import type { Inbox } from './inbox.js'
import { queuesQuery } from './requests.js'

/** What arrived in the built-in receivers; nothing is consumed. */
export function inboxRoutes(app: Express, inbox: Inbox): void {
  app.get('/_mturk/mailbox', async (_, response) => void response.json(await inbox.mails()))
  app.delete('/_mturk/mailbox', (_, response) => {
    inbox.clearMails()
    response.status(204).end()
  })
  app.get('/_mturk/mailbox/:id', async ({ params: { id } }, response) => {
    const mail = await inbox.mail(id)
    if (!mail) return noMail(response, id)
    response.json(mail)
  })
  app.get('/_mturk/mailbox/:id/source', async ({ params: { id } }, response) => {
    const source = await inbox.mailSource(id)
    if (!source) return noMail(response, id)
    response.type('message/rfc822').send(source)
  })
  app.get('/_mturk/mailbox/:id/html', async ({ params: { id } }, response) => {
    const mail = await inbox.mail(id)
    if (mail?.html === undefined) return noMail(response, id, 'with HTML')
    response
      .set({ ...quiet, 'content-security-policy': mailPolicy })
      .type('html')
      .send(mail.html)
  })

  app.get('/_mturk/queues', ({ query }, response) => {
    response.json(inbox.queues(queuesQuery.parse(query)))
  })
  app.get('/_mturk/topics', (_, response) => void response.json(inbox.topics()))
}

/** A mail may look as it likes; it runs nothing, asks nobody for anything, and is a page of no site. */
const mailPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

const noMail = (response: Response, id: string, kind = ''): void =>
  void response.status(404).json({
    error: 'NotFound',
    message: `There is no mail ${id} ${kind}`.trim().concat('.'),
  })
