import { ControlClient } from '../server/control/client.js'
import type { Flag, ParsedArguments } from './arguments.js'
import type { Terminal } from './command.js'

/** Flag for the emulator's URL. */
export const endpointFlags: Readonly<Record<string, Flag>> = {
  endpoint: {
    placeholder: 'URL',
    description: 'URL of the emulator; default: MTURK_LOCAL_ENDPOINT, else http://127.0.0.1:6887.',
  },
}

/** Flags for access to the control API. */
export const controlFlags: Readonly<Record<string, Flag>> = {
  ...endpointFlags,
  token: {
    placeholder: 'TEXT',
    description:
      'Token of the emulator; better given as MTURK_LOCAL_TOKEN, which process lists do not show.',
  },
}

export const resolveEndpoint = ({ values }: ParsedArguments, { environment }: Terminal): string =>
  String(values.endpoint ?? environment.MTURK_LOCAL_ENDPOINT ?? 'http://127.0.0.1:6887')

export function createControlClient(parsed: ParsedArguments, terminal: Terminal): ControlClient {
  const token = parsed.values.token ?? terminal.environment.MTURK_LOCAL_TOKEN
  return new ControlClient(resolveEndpoint(parsed, terminal), {
    token: token === undefined ? undefined : String(token),
  })
}

/** Flags that filter deliveries. */
export const deliveryFilterFlags: Readonly<Record<string, Flag>> = {
  transport: { placeholder: 'Email|SQS|SNS', description: 'Only deliveries by this transport.' },
  destination: {
    placeholder: 'TEXT',
    description: 'Only deliveries to this address, queue URL or topic ARN.',
  },
  status: { placeholder: 'pending|sent|failed', description: 'Only deliveries with this status.' },
  'event-type': { placeholder: 'TYPE', description: 'Only deliveries with an event of this type.' },
  kind: {
    placeholder: 'KIND',
    description:
      'Only deliveries of this kind: test, life-cycle, or message for messages to workers.',
  },
  account: { placeholder: 'DIGITS', description: 'Only deliveries of this account.' },
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
