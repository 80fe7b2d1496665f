import { expect, test } from 'vitest'
import { chooseRoute, normalizeHost } from '../../../src/cli/exec/proxy-route.js'

test.each([
  'mturk-requester-sandbox.us-east-1.amazonaws.com',
  'mturk-requester.us-east-1.amazonaws.com',
  'MTurk-Requester.US-East-1.amazonaws.com.',
  'sqs.eu-west-1.amazonaws.com',
  'sqs-fips.us-gov-west-1.amazonaws.com',
  'sqs.ap-southeast-2.api.aws',
  'sqs.cn-north-1.amazonaws.com.cn',
  'queue.amazonaws.com',
  'us-west-2.queue.amazonaws.com',
  'sns.us-east-1.amazonaws.com',
  'sns-fips.us-east-1.api.aws',
  'sts.amazonaws.com',
  'sts.us-east-1.amazonaws.com',
  'mechanicalturk.amazonaws.com',
  'mechanicalturk.sandbox.amazonaws.com',
  'www.mturk.com',
  'workersandbox.mturk.com',
  'requestersandbox.mturk.com',
])('calls to %s go to the emulator', (name) => {
  expect(chooseRoute(normalizeHost(new URL(`https://${name}`)), [])).toBe('here')
})

test.each([
  'mturk-requester.eu-west-1.amazonaws.com',
  's3.amazonaws.com',
  'bucket.s3.us-east-1.amazonaws.com',
  'iam.us-east-1.amazonaws.com',
  'sqs.us-east-1.amazonaws.com.on.aws',
  'dynamodb.us-east-1.api.aws',
  'console.aws.amazon.com',
  'blog.mturk.com',
  '169.254.169.254',
  '0xa9fea9fe',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[::ffff:169.254.169.254]',
  '[64:ff9b::169.254.169.254]',
  '[2002:a9fe:a9fe::]',
])('%s is Amazon’s and is never allowed', (name) => {
  expect(chooseRoute(normalizeHost(new URL(`https://${name}`)), ['*', name])).toBe('amazon')
})

test.each(['localhost', 'app.localhost', '127.0.0.1', '127.1', '[::1]'])(
  '%s is this machine',
  (name) => {
    expect(chooseRoute(normalizeHost(new URL(`https://${name}`)), [])).toBe('loopback')
  },
)

test.each([
  ['example.com', [], 'elsewhere'],
  ['example.com', ['example.com'], 'allowed'],
  ['example.com', ['Example.com'], 'allowed'],
  ['www.example.com', ['example.com'], 'elsewhere'],
  ['www.example.com', ['*.example.com'], 'allowed'],
  ['example.com', ['*.example.com'], 'elsewhere'],
  ['notexample.com', ['*.example.com'], 'elsewhere'],
  ['example.com', ['*'], 'allowed'],
  ['sqs.us-east-1.amazonaws.com.example.com', [], 'elsewhere'],
])('%s with %j allowed is %s', (name, allowed, destination) => {
  expect(chooseRoute(normalizeHost(new URL(`https://${name}`)), allowed)).toBe(destination)
})
