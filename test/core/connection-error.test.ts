import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { explainConnectionError } from '../../src/core/connection-error.js'
import { freePort } from '../support/free-port.js'

const failToConnect = (host: string, port: number) =>
  new Promise<Error>((resolve) => connect({ host, port }).on('error', resolve))

test('a port at which nothing listens is named, with the code of Node', async () => {
  const port = await freePort()

  expect(explainConnectionError(await failToConnect('127.0.0.1', port))).toBe(
    `Nothing listens at 127.0.0.1:${port} (ECONNREFUSED).`,
  )
})

test('of a host with several addresses the first is named', () => {
  const refused = (place: string) => new Error(`connect ECONNREFUSED ${place}`)
  const error = new AggregateError([refused('::1:25'), refused('127.0.0.1:25')])

  expect(explainConnectionError(error)).toBe('Nothing listens at ::1:25 (ECONNREFUSED).')
})

test.each([
  ['getaddrinfo ENOTFOUND mail.example', 'There is no host named mail.example (ENOTFOUND).'],
  ['connect ETIMEDOUT 192.0.2.1:25', '192.0.2.1:25 does not answer in time (ETIMEDOUT).'],
  ['socket hang up', 'The connection was cut (ECONNRESET).'],
  ['write EPIPE', 'The connection was cut (EPIPE).'],
  ['The specified queue does not exist.', 'The specified queue does not exist.'],
])('%s', (message, expected) => {
  expect(explainConnectionError(new Error(message))).toBe(expected)
})

test('an error without a message has a name', () => {
  expect(explainConnectionError(new TypeError())).toBe('TypeError')
  expect(explainConnectionError('refused')).toBe('refused')
})
