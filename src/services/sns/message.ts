import type { Signer } from './certificate.js'

/** A named value that travels with a message. */
export interface TopicAttribute {
  readonly DataType: string
  readonly StringValue?: string
  /** Base64. */
  readonly BinaryValue?: string
}

export type TopicAttributes = Readonly<Record<string, TopicAttribute>>

/** What a publisher gives. */
export interface NewMessage {
  readonly message: string
  readonly subject?: string
  readonly attributes?: TopicAttributes
  /** Texts by protocol when the publisher gave several; `default` is among them. */
  readonly byProtocol?: Readonly<Record<string, string>>
  readonly groupId?: string
  readonly deduplicationId?: string
}

/** What was published. */
export interface Published extends NewMessage {
  readonly id: string
  readonly topicArn: string
  readonly at: Date
  readonly sequenceNumber?: string
}

/** A subscriber is asked whether it wants to be one, or told that it no longer is. */
export interface Handshake {
  readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation'
  readonly id: string
  readonly topicArn: string
  readonly at: Date
  readonly token: string
  readonly message: string
  readonly subscribeUrl: string
}

export interface EnvelopeNeeds {
  readonly signer: Signer
  readonly version: '1' | '2'
  readonly baseUrl: string
}

/** The envelope of a notification, in the captured order of its fields, spaced as SNS does. */
export async function notificationEnvelope(
  published: Published,
  text: string,
  subscriptionArn: string,
  { signer, version, baseUrl }: EnvelopeNeeds,
): Promise<string> {
  const { id, topicArn, subject, at, sequenceNumber, attributes } = published
  const Timestamp = at.toISOString()
  const signature = await signer.sign(
    stringToSign([
      ['Message', text],
      ['MessageId', id],
      ['Subject', subject],
      ['Timestamp', Timestamp],
      ['TopicArn', topicArn],
      ['Type', 'Notification'],
    ]),
    version,
  )
  return spaced({
    Type: 'Notification',
    MessageId: id,
    SequenceNumber: sequenceNumber,
    TopicArn: topicArn,
    Subject: subject,
    Message: text,
    Timestamp,
    SignatureVersion: version,
    Signature: signature,
    SigningCertURL: baseUrl + signer.path,
    UnsubscribeURL: `${baseUrl}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    MessageAttributes: attributes && shown(attributes),
  })
}

export async function handshakeEnvelope(
  { type, id, topicArn, at, token, message, subscribeUrl }: Handshake,
  { signer, version, baseUrl }: EnvelopeNeeds,
): Promise<string> {
  const Timestamp = at.toISOString()
  const signature = await signer.sign(
    stringToSign([
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
  return spaced({
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

/** Name and value in lines of their own, sorted by name; documented by SNS for verifying. */
const stringToSign = (fields: readonly (readonly [string, string | undefined])[]): string =>
  fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('')

const spaced = (envelope: object): string =>
  JSON.stringify(envelope, null, 2).replace(/^( +"(?:[^"\\]|\\.)*"): /gm, '$1 : ')

const shown = (attributes: TopicAttributes): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  )
