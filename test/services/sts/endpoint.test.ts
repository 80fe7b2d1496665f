import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

const ask = (endpoint: string, accessKeyId: string | undefined, Action = 'GetCallerIdentity') =>
  fetch(endpoint, {
    method: 'POST',
    headers: accessKeyId
      ? {
          'x-amz-date': '20260101T000000Z',
          authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`,
        }
      : {},
    body: new URLSearchParams({ Action, Version: '2011-06-15' }),
  })

test.each([
  ['test', '000000000000'],
  ['123456789012', '123456789012'],
])('GetCallerIdentity of the key %s names its account', async (accessKeyId, account) => {
  const { endpoint } = await startTestEmulator()

  const answer = await ask(endpoint, accessKeyId)

  expect(answer.status).toBe(200)
  expect(await answer.text()).toMatch(
    new RegExp(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/mturk-local</Arn><UserId>AIDA[0-9A-Z]{17}</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    ),
  )
})

test('a call without a signature is refused, and another action is not known', async () => {
  const { endpoint } = await startTestEmulator()

  const unsigned = await ask(endpoint, undefined)
  const other = await ask(endpoint, 'test', 'AssumeRole')

  expect([unsigned.status, await unsigned.text()]).toEqual([
    400,
    expect.stringContaining('MissingAuthenticationToken'),
  ])
  expect([other.status, await other.text()]).toEqual([
    400,
    expect.stringContaining('<Code>InvalidAction</Code>'),
  ])
})
