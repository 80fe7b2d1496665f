import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import type { ControlClient } from '../../src/server/control/client.js'
import type { LiveEventView } from '../../src/server/control/views.js'

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

/** The configuration of Amazon's clients; `accessKeyId` selects the account. */
export const createClientConfig = (endpoint: string, accessKeyId = 'test') => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'test' },
  maxAttempts: 1,
})

/** A `RequestError` as a requester's program catches it; any message unless one is given. */
export const expectedRequestError = (code: string, message?: string) => ({
  name: 'RequestError',
  TurkErrorCode: `AWS.MechanicalTurk.${code}`,
  ...(message !== undefined && { message: expect.toSatisfy(hasTimestamp(message)) }),
})

/** A refused value of one parameter, as a requester's program catches it. */
export const expectedParameterError = (
  parameter: string,
  message?: string,
  code = 'AWS.MechanicalTurk.InvalidParameterValue',
) => ({
  name: 'ParameterValidationError',
  Parameter: parameter,
  TurkErrorCode: code,
  ...(message !== undefined && { message: expect.toSatisfy(hasTimestamp(message)) }),
})

/** A number out of bounds. */
export const expectedRangeError = (parameter: string, value: number, min: number, max: number) =>
  expectedParameterError(
    parameter,
    `The value ${value} is invalid for ${parameter}. Valid values range from ${min} to ${max}.`,
    'AWS.ParameterOutOfRange',
  )

/** A parameter that must be given. */
export const expectedMissingParameter = (parameter: string, details = '') =>
  expectedParameterError(
    parameter,
    `Your request is missing required parameters. Required parameters include ${parameter}.${details}`,
    'AWS.MissingParameters',
  )

/** Each message ends with the server's time. */
const hasTimestamp = (message: string) => (text: string) =>
  text.startsWith(`${message} (`) && /^\(\d{13} s\)$/.test(text.slice(message.length + 1))

/** The values of a QuestionFormAnswers document by question; several values are joined by `|`. */
export const parseAnswers = (xml = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...xml.matchAll(/<QuestionIdentifier>(.*?)<\/QuestionIdentifier>(.*?)<\/Answer>/g)].map(
      ([, name, rest]) => [
        name!,
        [...rest!.matchAll(/>([^<]*)<\//g)].map(([, text]) => text).join('|'),
      ],
    ),
  )

/** A TCP connection that sends exactly what a test writes, and reads only when the test reads. */
export async function openRawConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await new Promise<void>((resolve) => {
    socket.once('connect', () => resolve())
    socket.once('close', () => resolve())
  })
  return socket
}

/** Returns everything that arrives until the other side closes the connection. */
export async function readUntilClosed(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  await waitForClose(socket)
  return text
}

/** Resolves when the other side has closed or cut the connection. */
export const waitForClose = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
  })

/** Records each name that this process looks up and each address that it connects to. */
export function recordConnections() {
  const names: string[] = []
  const addresses: string[] = []
  const record = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.on('lookup', (_error, _address, _family, host) => names.push(host))
    socket.on('connectionAttempt', (address) => addresses.push(address))
  }
  subscribe('net.client.socket', record)
  onTestFinished(() => void unsubscribe('net.client.socket', record))
  return {
    names,
    addresses,
    /** The addresses that are not this machine's. */
    externalAddresses: () => addresses.filter((address) => !/^127\.|^::1$/.test(address)),
  }
}

/** Yields to the event loop until the condition holds; the time limit of the test bounds it. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve))
}

type ReceivedEvent = LiveEventView

/** Follows the live stream; each call returns the events up to and including the first that matches. */
export async function followLiveEvents(control: ControlClient) {
  const stream = await control.stream()
  return async (isLast: (event: ReceivedEvent) => boolean): Promise<readonly ReceivedEvent[]> => {
    const events: ReceivedEvent[] = []
    for (;;) {
      const { value } = await stream.next()
      if (!value) throw new Error('The stream ended.')
      events.push(value)
      if (isLast(value)) return events
    }
  }
}

/** Events of these types, in the order in which they came. */
export const eventsOfTypes = (events: readonly ReceivedEvent[], ...types: readonly string[]) =>
  events.filter(({ type }) => types.includes(type))
