import { type Form, members, texts, type XmlTree } from '../aws/aws-query.js'
import { batch, invalid, TopicFault } from './fault.js'
import { entries, messageIn, tagsIn, text } from './form.js'
import { longestMessage, sizeOf } from './publishing.js'
import { defaultRetries, retriesIn } from './retry.js'
import { type Subscription, withAttributes } from './subscription.js'
import { checkTopicAttributes, type Topic } from './topic.js'
import type { Topics } from './topics.js'

/** Who calls, and where. */
export interface Setting {
  readonly topics: Topics
  readonly account: string
  readonly region: string
}

export type Action = (form: Form, setting: Setting) => XmlTree | undefined

/** What can be asked of topics, by SNS's names. An action without a result answers with nothing. */
export const actions: Readonly<Record<string, Action>> = {
  CreateTopic(form, { topics, account, region }) {
    const name = text(form, 'Name')
    const topic = topics.create({ account, region, name }, entries(form, 'Attributes'))
    for (const [key, value] of tagsIn(form)) topic.tags.set(key, value)
    return { TopicArn: topic.arn }
  },

  DeleteTopic(form, { topics }) {
    topics.delete(text(form, 'TopicArn'))
    return undefined
  },

  ListTopics(form, setting) {
    const { page, NextToken } = paged(ownTopics(setting), form)
    return { Topics: listOf(page.map(({ arn }) => ({ TopicArn: arn }))), NextToken }
  },

  GetTopicAttributes: (form, { topics }) => ({
    Attributes: mapOf(topicAttributes(topics.get(text(form, 'TopicArn')))),
  }),

  SetTopicAttributes(form, { topics }) {
    const topic = topics.get(text(form, 'TopicArn'))
    const given = { [text(form, 'AttributeName')]: form.get('AttributeValue') ?? '' }
    checkTopicAttributes(given)
    topic.attributes = { ...topic.attributes, ...given }
    return undefined
  },

  AddPermission(form, { topics }) {
    const topic = topics.get(text(form, 'TopicArn'))
    const Sid = text(form, 'Label')
    const statements = statementsOf(topic)
    if (statements.some((statement) => statement.Sid === Sid))
      throw invalid('Statement already exists')
    const principals = texts(form, 'AWSAccountId.member').map(
      (account) => `arn:aws:iam::${account}:root`,
    )
    const statement = {
      Sid,
      Effect: 'Allow',
      Principal: { AWS: principals },
      Action: texts(form, 'ActionName.member').map((action) => `SNS:${action}`),
      Resource: topic.arn,
    }
    setStatements(topic, [...statements, statement])
    return undefined
  },

  RemovePermission(form, { topics }) {
    const topic = topics.get(text(form, 'TopicArn'))
    const label = text(form, 'Label')
    setStatements(
      topic,
      statementsOf(topic).filter(({ Sid }) => Sid !== label),
    )
    return undefined
  },

  Publish(form, { topics }) {
    if (form.has('PhoneNumber')) throw invalid('PhoneNumber: mturk-local sends no text messages')
    const arn = form.get('TopicArn') ?? form.get('TargetArn')
    if (arn === undefined)
      throw invalid('TopicArn or TargetArn Reason: no value for required parameter')
    const { id, sequenceNumber } = topics.publish(arn, messageIn(form))
    return { MessageId: id, SequenceNumber: sequenceNumber }
  },

  PublishBatch(form, { topics }) {
    const topic = topics.get(text(form, 'TopicArn'))
    const given = batchIn(form)
    const successful: XmlTree[] = []
    const failed: XmlTree[] = []
    for (const { Id, entry } of given) {
      try {
        const { id, sequenceNumber } = topics.publish(topic.arn, messageIn(entry))
        successful.push({ Id, MessageId: id, SequenceNumber: sequenceNumber })
      } catch (error) {
        if (!(error instanceof TopicFault)) throw error
        failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true })
      }
    }
    return { Successful: listOf(successful), Failed: listOf(failed) }
  },

  Subscribe(form, { topics, account }) {
    const topic = topics.get(text(form, 'TopicArn'))
    const subscription = topics.subscribe(topic, account, {
      protocol: text(form, 'Protocol'),
      endpoint: text(form, 'Endpoint'),
      attributes: entries(form, 'Attributes'),
    })
    const told = subscription.confirmed || form.get('ReturnSubscriptionArn') === 'true'
    return { SubscriptionArn: told ? subscription.arn : 'pending confirmation' }
  },

  ConfirmSubscription(form, { topics }) {
    const topic = topics.get(text(form, 'TopicArn'))
    return { SubscriptionArn: topics.confirm(topic, text(form, 'Token')).arn }
  },

  Unsubscribe(form, { topics }) {
    const arn = text(form, 'SubscriptionArn')
    if (!/^arn:aws[a-z-]*:sns:[^:]+:\w+:[^:]+:[\w-]+$/.test(arn)) throw invalid('SubscriptionId')
    topics.unsubscribe(arn)
    return undefined
  },

  ListSubscriptions(form, { topics, account }) {
    const own = topics.subscriptions().filter((each) => each.account === account)
    const { page, NextToken } = paged(own, form)
    return { Subscriptions: listOf(page.map(shown)), NextToken }
  },

  ListSubscriptionsByTopic(form, { topics }) {
    const { subscriptions } = topics.get(text(form, 'TopicArn'))
    const { page, NextToken } = paged([...subscriptions.values()], form)
    return { Subscriptions: listOf(page.map(shown)), NextToken }
  },

  GetSubscriptionAttributes: (form, { topics }) => ({
    Attributes: mapOf(subscriptionAttributes(topics.subscription(text(form, 'SubscriptionArn')))),
  }),

  SetSubscriptionAttributes(form, { topics }) {
    const subscription = topics.subscription(text(form, 'SubscriptionArn'))
    const given = { [text(form, 'AttributeName')]: form.get('AttributeValue') ?? '' }
    Object.assign(subscription, withAttributes(subscription.attributes, given))
    return undefined
  },

  TagResource(form, { topics }) {
    const { tags } = topics.get(text(form, 'ResourceArn'))
    for (const [key, value] of tagsIn(form)) tags.set(key, value)
    return {}
  },

  UntagResource(form, { topics }) {
    const { tags } = topics.get(text(form, 'ResourceArn'))
    for (const key of texts(form, 'TagKeys.member')) tags.delete(key)
    return {}
  },

  ListTagsForResource(form, { topics }) {
    const { tags } = topics.get(text(form, 'ResourceArn'))
    return { Tags: listOf([...tags].map(([Key, Value]) => ({ Key, Value }))) }
  },
}

const ownTopics = ({ topics, account, region }: Setting): readonly Topic[] =>
  topics.all().filter(({ id }) => id.account === account && id.region === region)

/** SNS gives a hundred at a time. */
function paged<T>(all: readonly T[], form: Form): { page: readonly T[]; NextToken?: string } {
  const token = form.get('NextToken')
  const from =
    token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString() || Number.NaN)
  if (!Number.isInteger(from) || from < 0) throw invalid('NextToken')
  const to = from + 100
  return {
    page: all.slice(from, to),
    NextToken: to < all.length ? Buffer.from(String(to)).toString('base64') : undefined,
  }
}

const listOf = (items: readonly XmlTree[]): XmlTree => ({ member: items })

const mapOf = (values: Readonly<Record<string, string>>): XmlTree => ({
  entry: Object.entries(values).map(([key, value]) => ({ key, value })),
})

function batchIn(form: Form): readonly { Id: string; entry: Form }[] {
  const given = members(form, 'PublishBatchRequestEntries.member').map((entry) => ({
    Id: entry.get('Id') ?? '',
    entry,
  }))
  if (given.length === 0) throw batch.empty()
  if (given.length > 10) throw batch.tooMany()
  if (given.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) throw batch.invalidId()
  if (new Set(given.map(({ Id }) => Id)).size < given.length) throw batch.idsNotDistinct()
  const length = given.reduce((sum, { entry }) => sum + sizeOf(messageIn(entry)), 0)
  if (length > longestMessage) throw batch.tooLong()
  return given
}

interface Statement {
  readonly Sid?: string
}

const statementsOf = ({ attributes }: Topic): readonly Statement[] =>
  attributes.Policy
    ? [(JSON.parse(attributes.Policy) as { Statement?: unknown }).Statement]
        .flat()
        .filter((each): each is Statement => typeof each === 'object' && each !== null)
    : []

function setStatements(topic: Topic, statements: readonly Statement[]): void {
  const policy = { Version: '2008-10-17', Id: '__default_policy_ID', Statement: statements }
  topic.attributes = { ...topic.attributes, Policy: JSON.stringify(policy) }
}

function topicAttributes(topic: Topic): Readonly<Record<string, string>> {
  const subscriptions = [...topic.subscriptions.values()]
  const retries = retriesIn(topic.attributes.DeliveryPolicy) ?? defaultRetries
  return {
    DisplayName: '',
    ...topic.attributes,
    TopicArn: topic.arn,
    Owner: topic.id.account,
    SubscriptionsConfirmed: String(subscriptions.filter(({ confirmed }) => confirmed).length),
    SubscriptionsPending: String(subscriptions.filter(({ confirmed }) => !confirmed).length),
    SubscriptionsDeleted: '0',
    EffectiveDeliveryPolicy: JSON.stringify({
      http: { defaultHealthyRetryPolicy: retries, disableSubscriptionOverrides: false },
    }),
  }
}

const subscriptionAttributes = (subscription: Subscription): Readonly<Record<string, string>> => ({
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

const shown = ({
  arn,
  topicArn,
  account,
  protocol,
  endpoint,
  confirmed,
}: Subscription): XmlTree => ({
  SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
  Owner: account,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
})
