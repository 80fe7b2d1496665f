import { SnsError } from '../../../services/sns/errors.js'
import type { Topic } from '../../../services/sns/topic.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import type { ControlAppDependencies } from '../dependencies.js'
import { topic } from '../schemas/receiver.js'
import { attributesInput, receiverInput, subscriptionInput } from '../schemas/receiver-input.js'

/** Changes to the built-in topics, for people: programs use the API of SNS. */
export const topicRoutes = [
  route('POST /_mturk/topics', {
    summary: 'Creates a topic, or returns the one with this name.',
    body: receiverInput,
    status: 201,
    response: topic,
    handle({ body: { attributes, region, ...name } }, dependencies) {
      const { topics, region: defaultRegion } = dependencies
      return view(
        topics.create({ ...name, region: region ?? defaultRegion }, attributes),
        dependencies,
      )
    },
  }),
  route('DELETE /_mturk/topics/{arn}', {
    summary: 'Deletes a topic with its subscriptions.',
    handle: ({ params: { arn } }, { topics }) => topics.delete(find(arn, topics).arn),
  }),
  route('PUT /_mturk/topics/{arn}/attributes', {
    summary: 'Changes attributes of a topic, such as its policy.',
    body: attributesInput,
    response: topic,
    handle({ params: { arn }, body }, dependencies) {
      const { topics } = dependencies
      const found = find(arn, topics)
      topics.setAttributes(found, body.attributes)
      return view(found, dependencies)
    },
  }),
  route('POST /_mturk/topics/{arn}/subscriptions', {
    summary: 'Subscribes an endpoint to a topic. A queue and a function need no confirmation.',
    body: subscriptionInput,
    status: 201,
    response: topic,
    handle({ params: { arn }, body }, dependencies) {
      const { topics } = dependencies
      const found = find(arn, topics)
      topics.subscribe(found, found.id.account, body)
      return view(found, dependencies)
    },
  }),
  route('POST /_mturk/topics/{arn}/subscriptions/{subscription}/confirm', {
    summary: 'Confirms a subscription as the owner of its endpoint does.',
    response: topic,
    handle({ params: { arn, subscription } }, dependencies) {
      const { topics } = dependencies
      const found = find(arn, topics)
      const { token, confirmed } = findSubscription(found, subscription)
      if (!confirmed && token !== undefined) topics.confirm(arn, token)
      return view(found, dependencies)
    },
  }),
  route('DELETE /_mturk/topics/{arn}/subscriptions/{subscription}', {
    summary: 'Deletes a subscription.',
    handle({ params: { arn, subscription } }, { topics }) {
      topics.unsubscribe(findSubscription(find(arn, topics), subscription).arn)
    },
  }),
] as const

function find(arn: string, topics: ControlAppDependencies['topics']): Topic {
  try {
    return topics.get(arn)
  } catch (error) {
    if (error instanceof SnsError) notFound(`There is no topic ${arn}.`)
    throw error
  }
}

const findSubscription = ({ subscriptions }: Topic, arn: string) =>
  subscriptions.get(arn) ?? notFound(`There is no subscription ${arn}.`)

const view = ({ arn }: Topic, { receivers }: ControlAppDependencies) =>
  receivers.topics({ arn }, { limit: 1 }).topics[0]!
