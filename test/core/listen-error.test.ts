import { expect, test } from 'vitest'
import { describeListenError } from '../../src/core/listen-error.js'

const explain = (code: string, port: number, platform: NodeJS.Platform = 'linux') =>
  describeListenError(Object.assign(new Error(), { code }), {
    host: '127.0.0.1',
    port,
    flag: '--port',
    platform,
  })

test('a port that needs more rights is told apart from one that the system reserves', () => {
  expect(explain('EACCES', 80, 'win32')).toBe(
    'Port 80 needs more rights. Give --port one above 1023.',
  )
  expect(explain('EACCES', 6887, 'win32')).toBe(
    'Port 6887 is reserved by Windows (netsh interface ipv4 show excludedportrange tcp lists such ports). Give --port another, or 0 for a free one.',
  )
  expect(explain('EACCES', 6887)).toBe(
    'Port 6887 of 127.0.0.1 may not be opened by this user. Give --port another, or 0 for a free one.',
  )
})

test.each([
  [
    'EADDRINUSE',
    'Port 6887 of 127.0.0.1 is taken, perhaps by another mturk-local. Give --port another, or 0 for a free one.',
  ],
  ['EADDRNOTAVAIL', '127.0.0.1 is not an address of this machine. Give --host another.'],
  ['EINVAL', '127.0.0.1:6887 cannot be listened on (EINVAL). Give --host or --port another.'],
])('%s is explained, with the flag to change', (code, message) => {
  expect(explain(code, 6887)).toBe(message)
})
