import { type Page, slicePage } from '../aws/page.js'
import { indexedMembers, indexedStrings, type QueryParams, type XmlTree } from '../aws/query.js'
import { batchErrors, invalidParameter, SnsError } from './errors.js'
import { readMapEntries, readSnsMessage, readTags, requireParameter } from './parameters.js'
import { defaultRetryPolicy, parseRetryPolicy } from './retry-policy.js'
import { applyAttributes, type SnsSubscription } from './subscription.js'
import { checkTopicAttributes, type Topic } from './topic.js'
import type { Topics } from './topics.js'
import { calculateSnsMessageSize, maxSnsMessageBytes } from './validate-message.js'

/** The caller of an action, and the topics. */
interface SnsRequestContext {
  readonly topics: Topics
  readonly account: string
  readonly region: string
  /** Scheme and host by which the caller reached the emulator. */
  readonly origin: string | undefined
}

type SnsAction = (params: QueryParams, context: SnsRequestContext) => XmlTree | undefined

/** The actions by SNS's names. An action without a result returns `undefined`. */
export const snsActions: Readonly<Record<string, SnsAction>> = {
  CreateTopic(params, { topics, account, region }) {
    const name = requireParameter(params, 'Name')
    const topic = topics.create({ account, region, name }, readMapEntries(params, 'Attributes'))
    for (const [key, value] of readTags(params)) topic.tags.set(key, value)
    return { TopicArn: topic.arn }
  },

  DeleteTopic(params, { topics }) {
    topics.delete(requireParameter(params, 'TopicArn'))
    return undefined
  },

  ListTopics(params, context) {
    const { page, NextToken } = readPage(listOwnTopics(context), params)
    return { Topics: toXmlList(page.map(({ arn }) => ({ TopicArn: arn }))), NextToken }
  },

  GetTopicAttributes: (params, { topics }) => ({
    Attributes: toXmlMap(getTopicAttributes(topics.get(requireParameter(params, 'TopicArn')))),
  }),

  SetTopicAttributes(params, { topics }) {
    const topic = topics.get(requireParameter(params, 'TopicArn'))
    const changes = {
      [requireParameter(params, 'AttributeName')]: params.get('AttributeValue') ?? '',
    }
    checkTopicAttributes(changes)
    topic.attributes = { ...topic.attributes, ...changes }
    return undefined
  },

  AddPermission(params, { topics }) {
    const topic = topics.get(requireParameter(params, 'TopicArn'))
    const Sid = requireParameter(params, 'Label')
    const statements = parseStatements(topic)
    if (statements.some((statement) => statement.Sid === Sid))
      throw invalidParameter('Statement already exists')
    const principals = indexedStrings(params, 'AWSAccountId.member').map(
      (account) => `arn:aws:iam::${account}:root`,
    )
    const statement = {
      Sid,
      Effect: 'Allow',
      Principal: { AWS: principals },
      Action: indexedStrings(params, 'ActionName.member').map((action) => `SNS:${action}`),
      Resource: topic.arn,
    }
    setStatements(topic, [...statements, statement])
    return undefined
  },

  RemovePermission(params, { topics }) {
    const topic = topics.get(requireParameter(params, 'TopicArn'))
    const label = requireParameter(params, 'Label')
    setStatements(
      topic,
      parseStatements(topic).filter(({ Sid }) => Sid !== label),
    )
    return undefined
  },

  Publish(params, { topics }) {
    if (params.has('PhoneNumber'))
      throw invalidParameter('PhoneNumber: mturk-local sends no text messages')
    const arn = params.get('TopicArn') ?? params.get('TargetArn')
    if (arn === undefined)
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter')
    const { id, sequenceNumber } = topics.publish(arn, readSnsMessage(params))
    return { MessageId: id, SequenceNumber: sequenceNumber }
  },

  PublishBatch(params, { topics }) {
    const topic = topics.get(requireParameter(params, 'TopicArn'))
    const entries = readPublishBatch(params)
    const successful: XmlTree[] = []
    const failed: XmlTree[] = []
    for (const { Id, entry } of entries) {
      try {
        const { id, sequenceNumber } = topics.publish(topic.arn, readSnsMessage(entry))
        successful.push({ Id, MessageId: id, SequenceNumber: sequenceNumber })
      } catch (error) {
        if (!(error instanceof SnsError)) throw error
        failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true })
      }
    }
    return { Successful: toXmlList(successful), Failed: toXmlList(failed) }
  },

  Subscribe(params, { topics, account, origin }) {
    const topic = topics.get(requireParameter(params, 'TopicArn'))
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
    const topic = topics.get(requireParameter(params, 'TopicArn'))
    return { SubscriptionArn: topics.confirm(topic, requireParameter(params, 'Token')).arn }
  },

  Unsubscribe(params, { topics }) {
    const arn = requireParameter(params, 'SubscriptionArn')
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

  ListSubscriptionsByTopic(params, { topics }) {
    const { subscriptions } = topics.get(requireParameter(params, 'TopicArn'))
    const { page, NextToken } = readPage([...subscriptions.values()], params)
    return { Subscriptions: toXmlList(page.map(toWireSubscription)), NextToken }
  },

  GetSubscriptionAttributes: (params, { topics }) => ({
    Attributes: toXmlMap(
      getSubscriptionAttributes(topics.subscription(requireParameter(params, 'SubscriptionArn'))),
    ),
  }),

  SetSubscriptionAttributes(params, { topics }) {
    const subscription = topics.subscription(requireParameter(params, 'SubscriptionArn'))
    const changes = {
      [requireParameter(params, 'AttributeName')]: params.get('AttributeValue') ?? '',
    }
    Object.assign(subscription, applyAttributes(subscription.attributes, changes))
    return undefined
  },

  TagResource(params, { topics }) {
    const { tags } = topics.get(requireParameter(params, 'ResourceArn'))
    for (const [key, value] of readTags(params)) tags.set(key, value)
    return {}
  },

  UntagResource(params, { topics }) {
    const { tags } = topics.get(requireParameter(params, 'ResourceArn'))
    for (const key of indexedStrings(params, 'TagKeys.member')) tags.delete(key)
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

function readPublishBatch(params: QueryParams): readonly { Id: string; entry: QueryParams }[] {
  const entries = indexedMembers(params, 'PublishBatchRequestEntries.member').map((entry) => ({
    Id: entry.get('Id') ?? '',
    entry,
  }))
  if (entries.length === 0) throw batchErrors.empty()
  if (entries.length > 10) throw batchErrors.tooMany()
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) throw batchErrors.invalidId()
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw batchErrors.idsNotDistinct()
  const length = entries.reduce(
    (sum, { entry }) => sum + calculateSnsMessageSize(readSnsMessage(entry)),
    0,
  )
  if (length > maxSnsMessageBytes) throw batchErrors.tooLong()
  return entries
}

interface Statement {
  readonly Sid?: string
}

const parseStatements = ({ attributes }: Topic): readonly Statement[] =>
  attributes.Policy
    ? [(JSON.parse(attributes.Policy) as { Statement?: unknown }).Statement]
        .flat()
        .filter((each): each is Statement => typeof each === 'object' && each !== null)
    : []

function setStatements(topic: Topic, statements: readonly Statement[]): void {
  const policy = { Version: '2008-10-17', Id: '__default_policy_ID', Statement: statements }
  topic.attributes = { ...topic.attributes, Policy: JSON.stringify(policy) }
}

function getTopicAttributes(topic: Topic): Readonly<Record<string, string>> {
  const subscriptions = [...topic.subscriptions.values()]
  const retryPolicy = parseRetryPolicy(topic.attributes.DeliveryPolicy) ?? defaultRetryPolicy
  return {
    DisplayName: '',
    ...topic.attributes,
    TopicArn: topic.arn,
    Owner: topic.id.account,
    SubscriptionsConfirmed: String(subscriptions.filter(({ confirmed }) => confirmed).length),
    SubscriptionsPending: String(subscriptions.filter(({ confirmed }) => !confirmed).length),
    SubscriptionsDeleted: '0',
    EffectiveDeliveryPolicy: JSON.stringify({
      http: { defaultHealthyRetryPolicy: retryPolicy, disableSubscriptionOverrides: false },
    }),
  }
}

const getSubscriptionAttributes = (
  subscription: SnsSubscription,
): Readonly<Record<string, string>> => ({
  RawMessageDelivery: 'false',
  ...subscription.attributes,
  SubscriptionArn: subscription.arn,
  TopicArn: subscription.topicArn,
  Owner: subscription.account,
  Protocol: subscription.protocol,
  Endpoint: subscription.endpoint,
  PendingConfirmation: String(!subscription.confirmed),
  ConfirmationWasAuthenticated: String(subscription.protocol === 'sqs'),
})

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
