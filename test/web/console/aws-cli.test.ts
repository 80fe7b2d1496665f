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

test('the input of a call is quoted for sh', () => {
  const line = formatMturkCommand('sh', 'http://127.0.0.1:6887', 'GetHIT', `{"HITId":"it's"}`)

  expect(line).toBe(
    `aws --endpoint-url http://127.0.0.1:6887 mturk get-hit --cli-input-json '{"HITId":"it'\\''s"}'`,
  )
})

test('a policy command sets the policy of a queue or a topic', () => {
  const endpoint = 'http://127.0.0.1:6887'
  const queue = { transport: 'SQS', destination: `${endpoint}/000000000000/news` } as const
  const topic = { transport: 'SNS', destination: 'arn:aws:sns:us-east-1:0:t' } as const

  expect(formatPolicyCommand('sh', endpoint, queue, '{ "Version": "1" }')).toContain(
    `sqs set-queue-attributes --queue-url '${queue.destination}' --attributes '{"Policy":"{\\"Version\\":\\"1\\"}"}'`,
  )
  expect(formatPolicyCommand('sh', endpoint, topic, '{ "Version": "1" }')).toContain(
    `sns set-topic-attributes --topic-arn 'arn:aws:sns:us-east-1:0:t' --attribute-name Policy --attribute-value '{"Version":"1"}'`,
  )
})

/** Splits a command line as C programs on Windows do. */
function splitWindowsLine(line: string): readonly string[] {
  const words = line.matchAll(/(?:"(?:\\+"|[^"])*"|[^\s"])+/g)
  return [...words].map(([word]) =>
    word
      .replace(/^"(.*)"$/, '$1')
      .replace(/(\\+)$/, (slashes) => slashes.slice(slashes.length / 2))
      .replace(/(\\*)\\"/g, (_, slashes) => `${slashes.slice(slashes.length / 2)}"`),
  )
}

test('PowerShell and cmd pass the input of a call on as it is, and interpret none of it', () => {
  const input = { HITId: `it's "50%" & <b>|^!\\`, Keywords: 'C:\\a "b\\"' }
  const json = JSON.stringify(input, null, 2)
  const endpoint = 'http://127.0.0.1:6887'

  const cmd = formatMturkCommand('cmd', endpoint, 'GetHIT', json)
  const powerShell = formatMturkCommand('PowerShell', endpoint, 'GetHIT', json)

  expect(cmd).not.toMatch(/[&|<>^%!\n]/)
  const words = splitWindowsLine(cmd)
  expect(words.slice(0, -1)).toEqual([
    'aws',
    '--endpoint-url',
    endpoint,
    'mturk',
    'get-hit',
    '--cli-input-json',
  ])
  expect(JSON.parse(words.at(-1)!)).toEqual(input)
  expect(powerShell).toBe(cmd.replace('aws', 'aws --%'))
})

test('a policy command for cmd contains the policy as JSON within JSON', () => {
  const endpoint = 'http://127.0.0.1:6887'
  const queue = { transport: 'SQS', destination: `${endpoint}/000000000000/news` } as const

  const words = splitWindowsLine(formatPolicyCommand('cmd', endpoint, queue, '{ "Version": "1" }'))

  expect(words).toContain(queue.destination)
  expect(JSON.parse(words.at(-1)!)).toEqual({ Policy: '{"Version":"1"}' })
})
