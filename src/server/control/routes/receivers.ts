import { route } from '../api.js'
import { notFound } from '../api-error.js'
import {
  queueMessagePage,
  queueMessagesQuery,
  queuePage,
  queuesQuery,
  topicPage,
  topicsQuery,
} from '../schemas/receiver.js'

/** What the built-in queues and topics received. */
export const receiverRoutes = [
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
