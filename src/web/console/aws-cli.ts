import type { Delivery, Json } from '../../server/control/contract.js'

/** A call of the requester's API as a line for Amazon's command line. */
export const formatMturkCommand = (endpoint: string, operation: string, input: string): string =>
  `aws --endpoint-url ${endpoint} mturk ${toKebabCase(operation)} --cli-input-json ${quoteForShell(input || '{}')}`

/** The line that gives a queue or a topic a policy. */
export const formatPolicyCommand = (
  endpoint: string,
  { transport, destination }: Pick<Json<Delivery>, 'transport' | 'destination'>,
  policy: string,
): string => {
  const policyJson = JSON.stringify(JSON.parse(policy))
  return transport === 'SQS'
    ? `aws --endpoint-url ${endpoint} sqs set-queue-attributes --queue-url ${quoteForShell(destination)} --attributes ${quoteForShell(JSON.stringify({ Policy: policyJson }))}`
    : `aws --endpoint-url ${endpoint} sns set-topic-attributes --topic-arn ${quoteForShell(destination)} --attribute-name Policy --attribute-value ${quoteForShell(policyJson)}`
}

/** An operation's name as the command line spells it: `ListHITsForQualificationType` has `hits`. */
export const toKebabCase = (operation: string): string =>
  operation
    .replace(/HITs/g, 'Hits')
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()

/** For a shell: nothing in it means anything but itself. */
const quoteForShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
