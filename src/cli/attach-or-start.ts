import type { Config } from '../emulator/config/settings.js'
import { ControlClient } from '../server/control/client.js'
import {
  type Flag,
  type ParsedArguments,
  resolveConfig,
  settingFlags,
  UsageError,
} from './arguments.js'
import type { Terminal } from './command.js'
import { endpointFlag, parseEndpoint } from './endpoint-flags.js'

/** Flag for the emulator's URL, where one is started otherwise. */
export const attachFlags: Readonly<Record<string, Flag>> = {
  endpoint: {
    ...endpointFlag,
    description: 'URL of a running emulator.',
    default: 'MTURK_LOCAL_ENDPOINT, else one is started',
  },
}

/** The emulator that a command uses. */
interface EmulatorConnection {
  readonly endpoint: string
  readonly control: ControlClient
  /** Of an emulator that was started: resolves when the control API was asked to stop it. */
  readonly stopRequested?: Promise<void>
  close(): Promise<void>
}

/**
 * Connects to a running emulator, or starts one on free ports that stops with the command.
 *
 * @param defaults default settings of a started emulator
 * @throws UsageError when settings are given for a running emulator
 */
export async function attachOrStart(
  { values }: ParsedArguments,
  { environment }: Terminal,
  defaults: Partial<Config> = {},
): Promise<EmulatorConnection> {
  const requestedEndpoint = values.endpoint ?? environment.MTURK_LOCAL_ENDPOINT
  const connectTo = (endpoint: string, token = values.token ?? environment.MTURK_LOCAL_TOKEN) =>
    new ControlClient(endpoint, { token: token === undefined ? undefined : String(token) })
  if (requestedEndpoint !== undefined) {
    const endpoint = parseEndpoint(String(requestedEndpoint))
    const setting = Object.keys(settingFlags).find(
      (name) => name !== 'token' && values[name] !== undefined,
    )
    if (setting)
      throw new UsageError(
        `--${setting} is for an emulator that is started, and ${endpoint} is already running. Give one of the two.`,
      )
    const control = connectTo(endpoint)
    await control.request('GET /_mturk/info')
    return { endpoint, control, close: async () => {} }
  }

  const options = resolveConfig(values, environment, { port: 0, smtpPort: 0, ...defaults })
  const { createEmulator } = await import('../emulator/create-emulator.js')
  const { endpoint, close, stopRequested } = await createEmulator(options)
  return { endpoint, control: connectTo(endpoint), close, stopRequested }
}
