import { z } from 'zod'
import type { Queue } from '../../../services/sqs/queue.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import type { ControlAppDependencies } from '../dependencies.js'
import { describeMessage } from '../inspect-receivers.js'
import { queue, queueMessage } from '../schemas/receiver.js'
import { attributesInput, receiveInput, receiverInput } from '../schemas/receiver-input.js'

/** Changes to the built-in queues, for people: programs use the API of SQS. */
export const queueRoutes = [
  route('POST /_mturk/queues', {
    summary: 'Creates a queue, or returns the one with this name.',
    body: receiverInput,
    status: 201,
    response: queue,
    handle({ body: { attributes, region, ...name } }, dependencies) {
      const { queues, region: defaultRegion } = dependencies
      return view(
        queues.create({ ...name, region: region ?? defaultRegion }, attributes),
        dependencies,
      )
    },
  }),
  route('DELETE /_mturk/queues/{arn}', {
    summary: 'Deletes a queue with its messages.',
    handle: ({ params: { arn } }, { queues }) => queues.delete(find(arn, queues)),
  }),
  route('PUT /_mturk/queues/{arn}/attributes', {
    summary: 'Changes attributes of a queue, such as its policy.',
    body: attributesInput,
    response: queue,
    handle({ params: { arn }, body }, dependencies) {
      const { queues } = dependencies
      const found = find(arn, queues)
      queues.setAttributes(found, body.attributes)
      return view(found, dependencies)
    },
  }),
  route('POST /_mturk/queues/{arn}/purge', {
    summary: 'Deletes all messages of a queue, however recently it was purged.',
    response: queue,
    handle({ params: { arn } }, dependencies) {
      const found = find(arn, dependencies.queues)
      found.purge()
      return view(found, dependencies)
    },
  }),
  route('POST /_mturk/queues/{arn}/receive', {
    summary:
      'Receives messages as a consumer does: they are in flight until their timeout is over.',
    body: receiveInput,
    response: z.object({ messages: z.array(queueMessage) }),
    handle({ params: { arn }, body: { count, visibilityTimeout } }, { queues }) {
      const found = find(arn, queues)
      const seconds = visibilityTimeout ?? Number(found.attributes.VisibilityTimeout)
      return { messages: found.receiveNow(count, seconds).map(describeMessage) }
    },
  }),
  route('DELETE /_mturk/queues/{arn}/messages/{messageId}', {
    summary: 'Deletes one message of a queue, whether it was received or not.',
    handle({ params: { arn, messageId } }, { queues }) {
      if (!find(arn, queues).deleteById(messageId)) notFound(`There is no message ${messageId}.`)
    },
  }),
] as const

const find = (arn: string, queues: ControlAppDependencies['queues']): Queue =>
  queues.findByArn(arn) ?? notFound(`There is no queue ${arn}.`)

const view = ({ arn }: Queue, { receivers }: ControlAppDependencies) =>
  receivers.queues({ arn, newest: 0 }, { limit: 1 }).queues[0]!
