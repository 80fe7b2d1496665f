import { ControlClient } from '../server/control/client.js'
import type { Flag, Parsed } from './arguments.js'
import type { Terminal } from './command.js'

/** How a command finds the emulator that it is about. */
export const endpointFlag: Readonly<Record<string, Flag>> = {
  endpoint: {
    value: 'URL',
    says: 'Where the emulator listens; else MTURK_LOCAL_ENDPOINT, else http://127.0.0.1:6887.',
  },
}

/** How a command finds the control API, and is let in. */
export const controlFlags: Readonly<Record<string, Flag>> = {
  ...endpointFlag,
  token: {
    value: 'TEXT',
    says: 'What the emulator was started with; better in MTURK_LOCAL_TOKEN, which nobody else sees.',
  },
}

export const endpointOf = ({ values }: Parsed, { environment }: Terminal): string =>
  String(values.endpoint ?? environment.MTURK_LOCAL_ENDPOINT ?? 'http://127.0.0.1:6887')

export function controlOf(parsed: Parsed, terminal: Terminal): ControlClient {
  const token = parsed.values.token ?? terminal.environment.MTURK_LOCAL_TOKEN
  return new ControlClient(endpointOf(parsed, terminal), {
    token: token === undefined ? undefined : String(token),
  })
}

/** Flags that say which deliveries are meant. */
export const filterFlags: Readonly<Record<string, Flag>> = {
  transport: { value: 'Email|SQS|SNS', says: 'Only those by this transport.' },
  destination: { value: 'TEXT', says: 'Only those to this address, queue URL or topic ARN.' },
  status: { value: 'pending|sent|failed', says: 'Only those that stand so.' },
  'event-type': { value: 'TYPE', says: 'Only those with an event of this type.' },
  kind: {
    value: 'KIND',
    says: 'Only tests, life-cycle events, or messages to workers: test, life-cycle, message.',
  },
  account: { value: 'DIGITS', says: 'Only those of this account.' },
}

/** The emulator judges the values; a flag that was not given is left out. */
export const filterOf = ({ values }: Parsed): object => ({
  transport: values.transport,
  destination: values.destination,
  status: values.status,
  eventType: values['event-type'],
  kind: values.kind,
  account: values.account,
})
