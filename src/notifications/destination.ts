import { valueNotValid } from '../domain/errors.js'
import type { NotificationSpecification } from '../domain/shapes/NotificationSpecification.js'
import { parseQueueUrl } from '../services/aws/queue-url.js'

/** The IAM user from which MTurk sends to queues, as documented. */
export const mturkSenderId = 'AIDAIXO4EZE6RHVSXIN4E'

/** Both versions are accepted: clients of either are in use. */
const versions = ['2006-05-05', '2014-08-15']

/**
 * Validates a specification before anything is sent or stored.
 *
 * @throws ParameterValidationError naming the parameter; its text is captured for other parameters
 *   (api-behaviour §2.2) and inferred for these.
 */
export function checkSpecification({ Destination, Transport, Version }: NotificationSpecification) {
  if (!versions.includes(Version)) throw valueNotValid(Version, 'Version')
  if (!isDestination[Transport](Destination)) throw valueNotValid(Destination, 'Destination')
}

/** The local part may be quoted, as in `"odd name"@example.com` (RFC 5321, 4.1.2). */
const emailPattern =
  /^(?:[^\s@<>(),;:"[\]\\]+|"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])+")@[^\s@<>(),;:"[\]\\]+$/

const isDestination = {
  Email: (text: string) => text.length <= 254 && emailPattern.test(text),
  SQS: (text: string) => /^https?:/i.test(text) && parseQueueUrl(text) !== undefined,
  SNS: (text: string) =>
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:[A-Za-z0-9]{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/.test(text),
}

/** The parts of a topic's ARN. */
export function parseTopicArn(topicArn: string): { region: string; account: string; name: string } {
  const [, , , region = '', account = '', name = ''] = topicArn.split(':')
  return { region, account, name }
}
