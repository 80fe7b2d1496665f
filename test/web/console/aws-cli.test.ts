import { expect, test } from 'vitest'
import {
  formatMturkCommand,
  formatPolicyCommand,
  toKebabCase,
} from '../../../src/web/console/aws-cli.js'

/** As the AWS CLI lists them. */
test.each([
  ['CreateHIT', 'create-hit'],
  ['CreateHITWithHITType', 'create-hit-with-hit-type'],
  ['CreateAdditionalAssignmentsForHIT', 'create-additional-assignments-for-hit'],
  ['GetFileUploadURL', 'get-file-upload-url'],
  ['ListHITs', 'list-hits'],
  ['ListHITsForQualificationType', 'list-hits-for-qualification-type'],
  ['ListReviewableHITs', 'list-reviewable-hits'],
  ['ListReviewPolicyResultsForHIT', 'list-review-policy-results-for-hit'],
  ['SendTestEventNotification', 'send-test-event-notification'],
  ['UpdateExpirationForHIT', 'update-expiration-for-hit'],
  ['UpdateHITTypeOfHIT', 'update-hit-type-of-hit'],
])('%s is %s in the AWS CLI', (operation, command) => {
  expect(toKebabCase(operation)).toBe(command)
})

test('the input of a call is quoted for the shell', () => {
  const line = formatMturkCommand('http://127.0.0.1:6887', 'GetHIT', `{"HITId":"it's"}`)

  expect(line).toBe(
    `aws --endpoint-url http://127.0.0.1:6887 mturk get-hit --cli-input-json '{"HITId":"it'\\''s"}'`,
  )
})

test('a policy command sets the policy of a queue or a topic', () => {
  const endpoint = 'http://127.0.0.1:6887'
  const queue = { transport: 'SQS', destination: `${endpoint}/000000000000/news` } as const
  const topic = { transport: 'SNS', destination: 'arn:aws:sns:us-east-1:0:t' } as const

  expect(formatPolicyCommand(endpoint, queue, '{ "Version": "1" }')).toContain(
    `sqs set-queue-attributes --queue-url '${queue.destination}' --attributes '{"Policy":"{\\"Version\\":\\"1\\"}"}'`,
  )
  expect(formatPolicyCommand(endpoint, topic, '{ "Version": "1" }')).toContain(
    `sns set-topic-attributes --topic-arn 'arn:aws:sns:us-east-1:0:t' --attribute-name Policy --attribute-value '{"Version":"1"}'`,
  )
})
