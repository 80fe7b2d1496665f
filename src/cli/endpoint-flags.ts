import { accountPattern } from '../domain/account.js'
import { EventType } from '../domain/shapes/EventType.js'
import { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import { ControlClient } from '../server/control/client.js'
import { type Flag, type ParsedArguments, UsageError } from './arguments.js'
import type { Terminal } from './command.js'

/** Flag for the emulator's URL. */
export const endpointFlag = {
  placeholder: 'URL',
  description: 'URL of the emulator.',
  default: 'MTURK_LOCAL_ENDPOINT, else http://127.0.0.1:6887',
  check: isEndpoint,
  expected: 'a URL such as http://127.0.0.1:6887',
  group: 'Emulator',
} satisfies Flag

export const endpointFlags: Readonly<Record<string, Flag>> = { endpoint: endpointFlag }

/** Flags for access to the control API. */
export const controlFlags: Readonly<Record<string, Flag>> = {
  ...endpointFlags,
  token: {
    placeholder: 'TEXT',
    description: 'Token of the emulator; process lists show a flag, and not the variable.',
    default: 'MTURK_LOCAL_TOKEN',
    group: 'Emulator',
  },
}

function isEndpoint(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** @throws UsageError when it is no URL, as one from the environment may be */
export function parseEndpoint(endpoint: string): string {
  if (isEndpoint(endpoint)) return endpoint
  throw new UsageError(
    `MTURK_LOCAL_ENDPOINT cannot be "${endpoint}". Give ${endpointFlag.expected}.`,
  )
}

export const resolveEndpoint = ({ values }: ParsedArguments, { environment }: Terminal): string =>
  parseEndpoint(
    String(values.endpoint ?? (environment.MTURK_LOCAL_ENDPOINT || 'http://127.0.0.1:6887')),
  )

export function createControlClient(parsed: ParsedArguments, terminal: Terminal): ControlClient {
  const token = parsed.values.token ?? terminal.environment.MTURK_LOCAL_TOKEN
  return new ControlClient(resolveEndpoint(parsed, terminal), {
    token: token === undefined ? undefined : String(token),
  })
}

/** Flags that filter deliveries. */
export const deliveryFilterFlags: Readonly<Record<string, Flag>> = {
  transport: {
    placeholder: 'NAME',
    description: 'Only deliveries by this transport.',
    values: NotificationTransport.values!,
  },
  destination: {
    placeholder: 'TEXT',
    description: 'Only deliveries to this address, queue URL or topic ARN.',
  },
  status: {
    placeholder: 'STATUS',
    description: 'Only deliveries with this status.',
    values: ['pending', 'sent', 'failed'],
  },
  'event-type': {
    placeholder: 'TYPE',
    description: 'Only deliveries with an event of this type.',
    values: EventType.values!,
  },
  kind: {
    placeholder: 'KIND',
    description: 'Only deliveries of this kind; messages are those to workers.',
    values: ['test', 'life-cycle', 'message'],
  },
  account: {
    placeholder: 'DIGITS',
    description: 'Only deliveries of this account.',
    check: (value) => accountPattern.test(value),
    expected: '12 digits',
  },
}

/** Reads the filter; the emulator validates the values. */
export const readDeliveryFilter = ({ values }: ParsedArguments): object => ({
  transport: values.transport,
  destination: values.destination,
  status: values.status,
  eventType: values['event-type'],
  kind: values.kind,
  account: values.account,
})
