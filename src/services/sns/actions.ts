import { type Page, slicePage } from '../aws/page.js'
import { indexedMembers, indexedStrings, type QueryParams, type XmlTree } from '../aws/query.js'
import { batchErrors, invalidParameter } from './errors.js'
import type { NewSnsMessage } from './message.js'
import {
  checkArn,
  readMapEntries,
  readSnsMessage,
  readTags,
  requireParameter,
  requireTopicArn,
} from './parameters.js'
import { effectiveSubscriptionPolicy, effectiveTopicPolicy } from './retry-policy.js'
import { needsConfirmation, type SnsSubscription } from './subscription.js'
import { buildDefaultPolicy, type Topic } from './topic.js'
import type { Topics } from './topics.js'
import { calculateSnsMessageSize, maxSnsMessageBytes } from './validate-message.js'

/** The caller of an action, and the topics. */
interface SnsRequestContext {
  readonly topics: Topics
  readonly account: string
  readonly region: string
  /** Scheme and host by which the caller reached the emulator. */
  readonly origin: string | undefined
  /** The header X-Amzn-Trace-Id. */
  readonly traceHeader: string | undefined
}

type SnsAction = (params: QueryParams, context: SnsRequestContext) => XmlTree | undefined

/** The actions by SNS's names. An action without a result returns `undefined`. */
export const snsActions: Readonly<Record<string, SnsAction>> = {
  CreateTopic(params, { topics, account, region }) {
    const name = requireParameter(params, 'Name')
    const attributes = readMapEntries(params, 'Attributes')
    return { TopicArn: topics.create({ account, region, name }, attributes, readTags(params)).arn }
  },

  DeleteTopic(params, { topics, region }) {
    topics.delete(requireTopicArn(params, 'TopicArn', region))
    return undefined
  },

  ListTopics(params, context) {
    const { page, NextToken } = readPage(listOwnTopics(context), params)
    return { Topics: toXmlList(page.map(({ arn }) => ({ TopicArn: arn }))), NextToken }
  },

  GetTopicAttributes: (params, context) => ({
    Attributes: toXmlMap(getTopicAttributes(findTopic(params, context))),
  }),

  SetTopicAttributes(params, context) {
    const topic = findTopic(params, context)
    const name = requireParameter(params, 'AttributeName')
    context.topics.setAttributes(topic, { [name]: params.get('AttributeValue') ?? '' })
    return undefined
  },

  AddPermission(params, context) {
    const topic = findTopic(params, context)
    const Sid = requireParameter(params, 'Label')
    const statements = parseStatements(topic)
    if (statements.some((statement) => statement.Sid === Sid))
      throw invalidParameter('Statement already exists')
    const actions = indexedStrings(params, 'ActionName.member')
    if (actions.some((action) => !Object.hasOwn(snsActions, action)))
      throw invalidParameter('Policy statement action out of service scope!')
    const principals = indexedStrings(params, 'AWSAccountId.member').map(
      (account) => `arn:aws:iam::${account}:root`,
    )
    const statement = {
      Sid,
      Effect: 'Allow',
      Principal: { AWS: unwrapSingle(principals) },
      Action: unwrapSingle(actions.map((action) => `SNS:${action}`)),
      Resource: topic.arn,
    }
    setStatements(context.topics, topic, [...statements, statement])
    return undefined
  },

  RemovePermission(params, context) {
    const topic = findTopic(params, context)
    const label = requireParameter(params, 'Label')
    setStatements(
      context.topics,
      topic,
      parseStatements(topic).filter(({ Sid }) => Sid !== label),
    )
    return undefined
  },

  Publish(params, { topics, region, traceHeader }) {
    if (params.has('PhoneNumber'))
      throw invalidParameter('PhoneNumber: mturk-local sends no text messages')
    if (!params.has('TopicArn') && !params.has('TargetArn'))
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter')
    if (params.get('TargetArn')?.split(':')[5]?.startsWith('endpoint/'))
      throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified')
    const arn = requireTopicArn(params, params.has('TopicArn') ? 'TopicArn' : 'TargetArn', region)
    topics.get(arn)
    const { id, sequenceNumber } = topics.publish(arn, {
      ...readSnsMessage(params),
      traceHeader,
    })
    return { MessageId: id, SequenceNumber: sequenceNumber }
  },

  PublishBatch(params, context) {
    const topic = findTopic(params, context)
    const successful = readPublishBatch(params, topic, context.topics).map(({ Id, message }) => {
      const { id, sequenceNumber } = context.topics.publish(topic.arn, {
        ...message,
        traceHeader: context.traceHeader,
      })
      return { Id, MessageId: id, SequenceNumber: sequenceNumber }
    })
    return { Successful: toXmlList(successful), Failed: toXmlList([]) }
  },

  Subscribe(params, context) {
    const { topics, account, origin } = context
    const topic = findTopic(params, context)
    const subscription = topics.subscribe(topic, account, {
      protocol: requireParameter(params, 'Protocol'),
      endpoint: requireParameter(params, 'Endpoint'),
      attributes: readMapEntries(params, 'Attributes'),
      origin,
    })
    const showArn = subscription.confirmed || params.get('ReturnSubscriptionArn') === 'true'
    return { SubscriptionArn: showArn ? subscription.arn : 'pending confirmation' }
  },

  ConfirmSubscription(params, { topics }) {
    const topicArn = requireParameter(params, 'TopicArn')
    return { SubscriptionArn: topics.confirm(topicArn, requireParameter(params, 'Token')).arn }
  },

  Unsubscribe(params, { topics }) {
    const arn = params.get('SubscriptionArn')
    if (!arn) throw invalidParameter('SubscriptionArn Reason: no value for required parameter')
    checkArn(arn, 'SubscriptionArn')
    if (!/^arn:aws[a-z-]*:sns:[^:]+:\w+:[^:]+:[\w-]+$/.test(arn))
      throw invalidParameter('SubscriptionId')
    topics.unsubscribe(arn)
    return undefined
  },

  ListSubscriptions(params, { topics, account }) {
    const ownSubscriptions = topics.subscriptions().filter((each) => each.account === account)
    const { page, NextToken } = readPage(ownSubscriptions, params)
    return { Subscriptions: toXmlList(page.map(toWireSubscription)), NextToken }
  },

  ListSubscriptionsByTopic(params, context) {
    const { subscriptions } = findTopic(params, context)
    const { page, NextToken } = readPage([...subscriptions.values()], params)
    return { Subscriptions: toXmlList(page.map(toWireSubscription)), NextToken }
  },

  GetSubscriptionAttributes: (params, { topics }) => ({
    Attributes: toXmlMap(
      getSubscriptionAttributes(
        topics.subscription(requireParameter(params, 'SubscriptionArn')),
        topics,
      ),
    ),
  }),

  SetSubscriptionAttributes(params, { topics }) {
    const subscription = topics.subscription(requireParameter(params, 'SubscriptionArn'))
    const changes = {
      [requireParameter(params, 'AttributeName')]: params.get('AttributeValue') ?? '',
    }
    topics.setSubscriptionAttributes(subscription, changes)
    return undefined
  },

  TagResource(params, { topics }) {
    topics.addTags(topics.get(requireParameter(params, 'ResourceArn')), readTags(params))
    return {}
  },

  UntagResource(params, { topics }) {
    const topic = topics.get(requireParameter(params, 'ResourceArn'))
    topics.removeTags(topic, indexedStrings(params, 'TagKeys.member'))
    return {}
  },

  ListTagsForResource(params, { topics }) {
    const { tags } = topics.get(requireParameter(params, 'ResourceArn'))
    return { Tags: toXmlList([...tags].map(([Key, Value]) => ({ Key, Value }))) }
  },
}

const listOwnTopics = ({ topics, account, region }: SnsRequestContext): readonly Topic[] =>
  topics.all().filter(({ id }) => id.account === account && id.region === region)

const pageSize = 100

function readPage<T>(items: readonly T[], params: QueryParams): Page<T> {
  const page = slicePage(items, params.get('NextToken'), pageSize)
  if (!page) throw invalidParameter('NextToken')
  return page
}

const toXmlList = (items: readonly XmlTree[]): XmlTree => ({ member: items })

const toXmlMap = (values: Readonly<Record<string, string>>): XmlTree => ({
  entry: Object.entries(values).map(([key, value]) => ({ key, value })),
})

/** @throws SnsError when an entry is invalid: SNS then publishes none of them */
function readPublishBatch(
  params: QueryParams,
  topic: Topic,
  topics: Topics,
): readonly { Id: string; message: NewSnsMessage }[] {
  const entries = indexedMembers(params, 'PublishBatchRequestEntries.member')
  const ids = entries.map((entry) => entry.get('Id') ?? '')
  if (entries.length === 0) throw batchErrors.empty()
  if (entries.length > 10) throw batchErrors.tooMany()
  const invalidId = ids.find((id) => !/^[\w-]{1,80}$/.test(id))
  if (invalidId !== undefined) throw batchErrors.invalidId(invalidId)
  if (new Set(ids).size < ids.length) throw batchErrors.idsNotDistinct()
  const messages = entries.map((entry, index) =>
    readSnsMessage(entry, `publishBatchRequestEntries.${index + 1}.member.`),
  )
  const length = messages.reduce((sum, message) => sum + calculateSnsMessageSize(message), 0)
  if (length > maxSnsMessageBytes) throw batchErrors.tooLong()
  for (const message of messages) topics.validate(topic, message)
  return messages.map((message, index) => ({ Id: ids[index]!, message }))
}

function findTopic(params: QueryParams, { topics, region }: SnsRequestContext): Topic {
  return topics.get(requireTopicArn(params, 'TopicArn', region))
}

/** As SNS does, a list of one value is stored without the list. */
const unwrapSingle = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? values[0]! : values

interface Statement {
  readonly Sid?: string
}

const parseStatements = (topic: Topic): readonly Statement[] =>
  topic.attributes.Policy
    ? [(JSON.parse(topic.attributes.Policy) as { Statement?: unknown }).Statement]
        .flat()
        .filter((each): each is Statement => typeof each === 'object' && each !== null)
    : buildDefaultPolicy(topic).Statement

function setStatements(topics: Topics, topic: Topic, statements: readonly Statement[]): void {
  const policy = { Version: '2008-10-17', Id: '__default_policy_ID', Statement: statements }
  topics.setAttributes(topic, { Policy: JSON.stringify(policy) })
}

function getTopicAttributes(topic: Topic): Readonly<Record<string, string>> {
  const subscriptions = [...topic.subscriptions.values()]
  const { Policy, DeliveryPolicy, ...attributes } = topic.attributes
  return {
    DisplayName: '',
    ...attributes,
    ...(DeliveryPolicy && { DeliveryPolicy }),
    Policy: Policy || JSON.stringify(buildDefaultPolicy(topic)),
    TopicArn: topic.arn,
    Owner: topic.id.account,
    SubscriptionsConfirmed: String(subscriptions.filter(({ confirmed }) => confirmed).length),
    SubscriptionsPending: String(subscriptions.filter(({ confirmed }) => !confirmed).length),
    SubscriptionsDeleted: '0',
    EffectiveDeliveryPolicy: JSON.stringify(effectiveTopicPolicy(DeliveryPolicy)),
  }
}

function getSubscriptionAttributes(
  subscription: SnsSubscription,
  topics: Topics,
): Readonly<Record<string, string>> {
  const { FilterPolicyScope = 'MessageAttributes', ...attributes } = subscription.attributes
  const { protocol, account, topicArn } = subscription
  const topicPolicy = topics.get(topicArn).attributes.DeliveryPolicy
  return {
    RawMessageDelivery: 'false',
    ...attributes,
    ...(attributes.FilterPolicy && { FilterPolicyScope }),
    ...(protocol.startsWith('http') && {
      EffectiveDeliveryPolicy: JSON.stringify(
        effectiveSubscriptionPolicy(attributes.DeliveryPolicy, topicPolicy),
      ),
    }),
    SubscriptionArn: subscription.arn,
    TopicArn: topicArn,
    Owner: account,
    Protocol: protocol,
    Endpoint: subscription.endpoint,
    PendingConfirmation: String(!subscription.confirmed),
    ConfirmationWasAuthenticated: String(!needsConfirmation(protocol)),
    SubscriptionPrincipal: `arn:aws:iam::${account}:user/mturk-local`,
  }
}

const toWireSubscription = ({
  arn,
  topicArn,
  account,
  protocol,
  endpoint,
  confirmed,
}: SnsSubscription): XmlTree => ({
  SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
  Owner: account,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
})
