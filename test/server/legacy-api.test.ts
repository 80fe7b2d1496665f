import { request } from 'node:http'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'

const noLongerSupported =
  /^<\?xml version="1\.0"\?>\n<Response><Errors><Error><Code>Forbidden<\/Code><Message>This Requester API is no longer supported\. Please use the latest API using the official AWS SDK\. https:\/\/aws\.amazon\.com\/getting-started\/tools-sdks<\/Message><\/Error><\/Errors><RequestID>[0-9a-f-]{36}<\/RequestID><\/Response>$/

const fields = new URLSearchParams({
  Service: 'AWSMechanicalTurkRequester',
  Operation: 'GetAccountBalance',
  Version: '2014-08-15',
  AWSAccessKeyId: 'test',
})
const envelope =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><GetAccountBalance xmlns="http://requester.mturk.amazonaws.com/doc/2014-08-15"><Service>AWSMechanicalTurkRequester</Service></GetAccountBalance></soapenv:Body></soapenv:Envelope>'

test.each([
  ['a GET', `?${fields}`, {}],
  ['a form', '', { method: 'POST', body: fields }],
  [
    'SOAP',
    '',
    { method: 'POST', body: envelope, headers: { 'content-type': 'text/xml; charset=utf-8' } },
  ],
])(
  'a call of the API before 2017 by %s is refused in the captured words',
  async (_, query, init) => {
    const { endpoint } = await startTestEmulator()

    const answer = await fetch(`${endpoint}/${query}`, init)

    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringMatching(noLongerSupported),
    ])
  },
)

test.each(['mechanicalturk.amazonaws.com', 'mechanicalturk.sandbox.amazonaws.com'])(
  'so is any call of %s',
  async (host) => {
    const { endpoint } = await startTestEmulator()

    const status = await new Promise((resolve, reject) =>
      request(`${endpoint}/?Operation=Help`, { headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end(),
    )

    expect(status).toBe(403)
  },
)

test('a message about that API is not a call of it', async () => {
  const { endpoint, queues } = await startTestEmulator()
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })

  const { status } = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      Action: 'SendMessage',
      QueueUrl: `${endpoint}/000000000000/news`,
      MessageBody: `&${fields}&`,
    }),
  })

  expect(status).toBe(200)
})
