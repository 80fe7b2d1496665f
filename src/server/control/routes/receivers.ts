import { z } from 'zod'
import { baseHeaders } from '../../security/headers.js'
import { plainRoute, route } from '../api.js'
import { notFound } from '../api-error.js'
import {
  mail,
  mailSummary,
  queueMessagePage,
  queueMessagesQuery,
  queuePage,
  queuesQuery,
  topicPage,
  topicsQuery,
} from '../schemas/receiver.js'

/** What the built-in mailbox, queues and topics received. */
export const receiverRoutes = [
  route('GET /_mturk/mailbox', {
    summary: 'Returns the e-mails that arrived, newest first.',
    response: z.array(mailSummary),
    handle: (_, { receivers }) => receivers.mails(),
  }),
  route('DELETE /_mturk/mailbox', {
    summary: 'Deletes all e-mails.',
    handle: (_, { receivers }) => receivers.clearMails(),
  }),
  route('GET /_mturk/mailbox/{id}', {
    summary: 'Returns one e-mail, parsed.',
    response: mail,
    handle: async ({ params: { id } }, { receivers }) =>
      (await receivers.mail(id)) ?? notFound(`There is no e-mail ${id}.`),
  }),
  plainRoute('GET /_mturk/mailbox/{id}/source', {
    summary: 'Returns one e-mail as it arrived.',
    contentType: 'message/rfc822',
    respond:
      ({ receivers }) =>
      async ({ params: { id } }, response) => {
        const source = (await receivers.mailSource(id!)) ?? notFound(`There is no e-mail ${id}.`)
        response.type('message/rfc822').send(source)
      },
  }),
  plainRoute('GET /_mturk/mailbox/{id}/html', {
    summary: 'Returns the HTML of one e-mail as a page that can run and load nothing.',
    contentType: 'text/html',
    respond:
      ({ receivers }) =>
      async ({ params: { id } }, response) => {
        const html =
          (await receivers.mail(id!))?.html ?? notFound(`There is no e-mail ${id} with HTML.`)
        response
          .set({ ...baseHeaders, 'content-security-policy': mailContentPolicy })
          .type('html')
          .send(html)
      },
  }),
  route('GET /_mturk/queues', {
    summary: 'Returns a page of the queues with their newest messages; consumes none.',
    query: queuesQuery,
    response: queuePage,
    handle: ({ query: { limit, after, offset, total, ...filter } }, { receivers }) =>
      receivers.queues(filter, { limit, after, offset, total }),
  }),
  route('GET /_mturk/queues/{arn}/messages', {
    summary: 'Returns a page of the messages of a queue, newest first; consumes none.',
    query: queueMessagesQuery,
    response: queueMessagePage,
    handle: ({ params: { arn }, query }, { receivers }) =>
      receivers.queueMessages(arn, query) ?? notFound(`There is no queue ${arn}.`),
  }),
  route('GET /_mturk/topics', {
    summary: 'Returns a page of the topics with their subscriptions and the latest messages.',
    query: topicsQuery,
    response: topicPage,
    handle: ({ query: { limit, after, offset, total, ...filter } }, { receivers }) =>
      receivers.topics(filter, { limit, after, offset, total }),
  }),
] as const

/** Styles are allowed; scripts and requests are not, and the page has an origin of its own. */
const mailContentPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
