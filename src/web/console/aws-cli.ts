import type { DeliveryView } from '../../server/control/views.js'

/** A call of the MTurk API as an AWS CLI command. */
export const formatMturkCommand = (endpoint: string, operation: string, input: string): string =>
  `aws --endpoint-url ${endpoint} mturk ${toKebabCase(operation)} --cli-input-json ${quoteForShell(input || '{}')}`

/** The AWS CLI command that sets the policy of a queue or a topic. */
export const formatPolicyCommand = (
  endpoint: string,
  { transport, destination }: Pick<DeliveryView, 'transport' | 'destination'>,
  policy: string,
): string => {
  const policyJson = JSON.stringify(JSON.parse(policy))
  return transport === 'SQS'
    ? `aws --endpoint-url ${endpoint} sqs set-queue-attributes --queue-url ${quoteForShell(destination)} --attributes ${quoteForShell(JSON.stringify({ Policy: policyJson }))}`
    : `aws --endpoint-url ${endpoint} sns set-topic-attributes --topic-arn ${quoteForShell(destination)} --attribute-name Policy --attribute-value ${quoteForShell(policyJson)}`
}

/** The name of an operation as the AWS CLI spells it: it treats `HITs` as one word. */
export const toKebabCase = (operation: string): string =>
  operation
    .replace(/HITs/g, 'Hits')
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()

const quoteForShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
