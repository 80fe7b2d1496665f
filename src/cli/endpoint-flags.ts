import { ControlClient } from '../server/control/client.js'
import type { Flag, ParsedArguments } from './arguments.js'
import type { Terminal } from './command.js'

/** How a command finds the emulator that it is about. */
export const endpointFlags: Readonly<Record<string, Flag>> = {
  endpoint: {
    placeholder: 'URL',
    description:
      'Where the emulator listens; else MTURK_LOCAL_ENDPOINT, else http://127.0.0.1:6887.',
  },
}

/** How a command finds the control API, and is let in. */
export const controlFlags: Readonly<Record<string, Flag>> = {
  ...endpointFlags,
  token: {
    placeholder: 'TEXT',
    description:
      'What the emulator was started with; better in MTURK_LOCAL_TOKEN, which nobody else sees.',
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

/** Flags that say which deliveries are meant. */
export const deliveryFilterFlags: Readonly<Record<string, Flag>> = {
  transport: { placeholder: 'Email|SQS|SNS', description: 'Only those by this transport.' },
  destination: {
    placeholder: 'TEXT',
    description: 'Only those to this address, queue URL or topic ARN.',
  },
  status: { placeholder: 'pending|sent|failed', description: 'Only those that stand so.' },
  'event-type': { placeholder: 'TYPE', description: 'Only those with an event of this type.' },
  kind: {
    placeholder: 'KIND',
    description:
      'Only tests, life-cycle events, or messages to workers: test, life-cycle, message.',
  },
  account: { placeholder: 'DIGITS', description: 'Only those of this account.' },
}

/** The emulator judges the values; a flag that was not given is left out. */
export const readDeliveryFilter = ({ values }: ParsedArguments): object => ({
  transport: values.transport,
  destination: values.destination,
  status: values.status,
  eventType: values['event-type'],
  kind: values.kind,
  account: values.account,
})
