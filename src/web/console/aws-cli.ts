import type { DeliveryView } from '../../server/control/views.js'
import { awsCommand, quoteJson, quoteText, type Shell } from './shells.js'

/** A call of the MTurk API as an AWS CLI command. */
export const formatMturkCommand = (
  shell: Shell,
  endpoint: string,
  operation: string,
  input: string,
): string =>
  `${awsCommand(shell)} --endpoint-url ${endpoint} mturk ${toKebabCase(operation)} --cli-input-json ${quoteJson(shell, input || '{}')}`

/** The AWS CLI command that sets the policy of a queue or a topic. */
export function formatPolicyCommand(
  shell: Shell,
  endpoint: string,
  { transport, destination }: Pick<DeliveryView, 'transport' | 'destination'>,
  policy: string,
): string {
  const policyJson = JSON.stringify(JSON.parse(policy))
  const aws = `${awsCommand(shell)} --endpoint-url ${endpoint}`
  const target = quoteText(shell, destination)
  return transport === 'SQS'
    ? `${aws} sqs set-queue-attributes --queue-url ${target} --attributes ${quoteJson(shell, JSON.stringify({ Policy: policyJson }))}`
    : `${aws} sns set-topic-attributes --topic-arn ${target} --attribute-name Policy --attribute-value ${quoteJson(shell, policyJson)}`
}

/** The name of an operation as the AWS CLI spells it: it treats `HITs` as one word. */
export const toKebabCase = (operation: string): string =>
  operation
    .replace(/HITs/g, 'Hits')
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
