import type { Signer } from './certificate.js'

/** A message attribute. */
interface SnsMessageAttribute {
  readonly DataType: string
  readonly StringValue?: string
  /** Base64. */
  readonly BinaryValue?: string
}

export type SnsMessageAttributes = Readonly<Record<string, SnsMessageAttribute>>

/** A publisher's input. */
export interface NewSnsMessage {
  readonly message: string
  readonly subject?: string
  readonly attributes?: SnsMessageAttributes
  /** Texts by protocol, with a `default`, of `MessageStructure: json`. */
  readonly byProtocol?: Readonly<Record<string, string>>
  readonly groupId?: string
  readonly deduplicationId?: string
  /** The header X-Amzn-Trace-Id of the call, for messages in queues. */
  readonly traceHeader?: string
  /** Whether it is signed as if its text were another, to try how a subscriber verifies it. */
  readonly isForged?: boolean
}

/** A published message. */
export interface SnsMessage extends NewSnsMessage {
  readonly id: string
  readonly topicArn: string
  readonly at: Date
  readonly sequenceNumber?: string
}

/** Asks an endpoint to confirm a subscription, or reports its end. */
export interface ConfirmationMessage {
  readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation'
  readonly id: string
  readonly topicArn: string
  readonly at: Date
  readonly token: string
  readonly message: string
  readonly subscribeUrl: string
}

export interface EnvelopeOptions {
  readonly signer: Signer
  readonly version: '1' | '2'
  /** Default: true. Messages of FIFO topics to queues are not signed. */
  readonly isSigned?: boolean
  readonly baseUrl: string
}

/** The envelope of a notification, with fields and spacing as captured. */
export async function buildNotificationEnvelope(
  snsMessage: SnsMessage,
  text: string,
  subscriptionArn: string,
  { signer, version, baseUrl, isSigned = true }: EnvelopeOptions,
): Promise<string> {
  const { id, topicArn, subject, at, sequenceNumber, attributes } = snsMessage
  const Timestamp = at.toISOString()
  const signature = isSigned ? await signNotification(snsMessage, text, signer, version) : undefined
  return formatEnvelope({
    Type: 'Notification',
    MessageId: id,
    SequenceNumber: sequenceNumber,
    TopicArn: topicArn,
    Subject: subject,
    Message: text,
    Timestamp,
    ...(isSigned && {
      SignatureVersion: version,
      Signature: signature,
      SigningCertURL: baseUrl + signer.path,
    }),
    UnsubscribeURL: buildUnsubscribeUrl(baseUrl, subscriptionArn),
    MessageAttributes: attributes && toEnvelopeAttributes(attributes),
  })
}

/** The event that a Lambda function gets, whose URLs are spelled in another way than in envelopes. */
export async function buildLambdaEvent(
  snsMessage: SnsMessage,
  text: string,
  subscriptionArn: string,
  { signer, version, baseUrl }: EnvelopeOptions,
): Promise<object> {
  const { id, topicArn, subject, at, attributes } = snsMessage
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: subscriptionArn,
    Sns: {
      Type: 'Notification',
      MessageId: id,
      TopicArn: topicArn,
      Subject: subject ?? null,
      Message: text,
      Timestamp: at.toISOString(),
      SignatureVersion: version,
      Signature: await signNotification(snsMessage, text, signer, version),
      SigningCertUrl: baseUrl + signer.path,
      UnsubscribeUrl: buildUnsubscribeUrl(baseUrl, subscriptionArn),
      MessageAttributes: attributes ? toEnvelopeAttributes(attributes) : {},
    },
  }
  return { Records: [record] }
}

const buildUnsubscribeUrl = (baseUrl: string, subscriptionArn: string): string =>
  `${baseUrl}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`

/** Of each message that is being delivered, the signature that was made last. */
const signatures = new WeakMap<
  SnsMessage,
  { readonly text: string; readonly version: string; readonly signature: Promise<string> }
>()

/**
 * All subscriptions that get the same text share one signature: making it costs more than everything
 * else about a delivery.
 */
function signNotification(
  message: SnsMessage,
  text: string,
  signer: Signer,
  version: '1' | '2',
): Promise<string> {
  const last = signatures.get(message)
  if (last?.text === text && last.version === version) return last.signature
  const signature = signer.sign(
    buildStringToSign([
      ['Message', message.isForged ? `${text} ` : text],
      ['MessageId', message.id],
      ['Subject', message.subject],
      ['Timestamp', message.at.toISOString()],
      ['TopicArn', message.topicArn],
      ['Type', 'Notification'],
    ]),
    version,
  )
  signatures.set(message, { text, version, signature })
  return signature
}

export async function buildConfirmationEnvelope(
  { type, id, topicArn, at, token, message, subscribeUrl }: ConfirmationMessage,
  { signer, version, baseUrl }: EnvelopeOptions,
): Promise<string> {
  const Timestamp = at.toISOString()
  const signature = await signer.sign(
    buildStringToSign([
      ['Message', message],
      ['MessageId', id],
      ['SubscribeURL', subscribeUrl],
      ['Timestamp', Timestamp],
      ['Token', token],
      ['TopicArn', topicArn],
      ['Type', type],
    ]),
    version,
  )
  return formatEnvelope({
    Type: type,
    MessageId: id,
    Token: token,
    TopicArn: topicArn,
    Message: message,
    SubscribeURL: subscribeUrl,
    Timestamp,
    SignatureVersion: version,
    Signature: signature,
    SigningCertURL: baseUrl + signer.path,
  })
}

/** Names and values on separate lines, sorted by name, as SNS documents for verification. */
const buildStringToSign = (fields: readonly (readonly [string, string | undefined])[]): string =>
  fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('')

const formatEnvelope = (envelope: object): string =>
  JSON.stringify(envelope, null, 2).replace(/^( +"(?:[^"\\]|\\.)*"): /gm, '$1 : ')

const toEnvelopeAttributes = (attributes: SnsMessageAttributes): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  )
