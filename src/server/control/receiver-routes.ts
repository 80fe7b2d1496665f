import type { Express, Response } from 'express'
import { baseHeaders } from '../security/headers.js'
import type { ReceiverInspector } from './inspect-receivers.js'
import { queuesQuery } from './requests.js'

/** What arrived in the built-in receivers; nothing is consumed. */
export function receiverRoutes(app: Express, receivers: ReceiverInspector): void {
  app.get('/_mturk/mailbox', async (_, response) => void response.json(await receivers.mails()))
  app.delete('/_mturk/mailbox', (_, response) => {
    receivers.clearMails()
    response.status(204).end()
  })
  app.get('/_mturk/mailbox/:id', async ({ params: { id } }, response) => {
    const mail = await receivers.mail(id)
    if (!mail) return sendMailNotFound(response, id)
    response.json(mail)
  })
  app.get('/_mturk/mailbox/:id/source', async ({ params: { id } }, response) => {
    const source = await receivers.mailSource(id)
    if (!source) return sendMailNotFound(response, id)
    response.type('message/rfc822').send(source)
  })
  app.get('/_mturk/mailbox/:id/html', async ({ params: { id } }, response) => {
    const mail = await receivers.mail(id)
    if (mail?.html === undefined) return sendMailNotFound(response, id, 'with HTML')
    response
      .set({ ...baseHeaders, 'content-security-policy': mailContentPolicy })
      .type('html')
      .send(mail.html)
  })

  app.get('/_mturk/queues', ({ query }, response) => {
    response.json(receivers.queues(queuesQuery.parse(query)))
  })
  app.get('/_mturk/topics', (_, response) => void response.json(receivers.topics()))
}

/** A mail may look as it likes; it runs nothing, asks nobody for anything, and is a page of no site. */
const mailContentPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

const sendMailNotFound = (response: Response, id: string, kind = ''): void =>
  void response.status(404).json({
    error: 'NotFound',
    message: `There is no mail ${id} ${kind}`.trim().concat('.'),
  })
