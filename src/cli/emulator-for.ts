import type { Options } from '../emulator/config/settings.js'
import { ControlClient } from '../server/control/client.js'
import { optionsOf, type Parsed, settingFlags, UsageError } from './arguments.js'
import type { Terminal } from './command.js'

/** What a command runs against. */
export interface EmulatorInUse {
  readonly endpoint: string
  readonly control: ControlClient
  close(): Promise<void>
}

/**
 * An emulator that runs already, or one for this command alone, on free ports, which ends with it.
 *
 * @param more settings of one that is started, unless something else is said
 * @throws UsageError when one is named that runs already, with settings for one that is started
 */
export async function emulatorFor(
  { values }: Parsed,
  { environment }: Terminal,
  more: Partial<Options> = {},
): Promise<EmulatorInUse> {
  const given = values.endpoint ?? environment.MTURK_LOCAL_ENDPOINT
  const controlAt = (endpoint: string, token = values.token ?? environment.MTURK_LOCAL_TOKEN) =>
    new ControlClient(endpoint, { token: token === undefined ? undefined : String(token) })
  if (given !== undefined) {
    const endpoint = String(given)
    const setting = Object.keys(settingFlags).find(
      (name) => name !== 'token' && values[name] !== undefined,
    )
    if (setting)
      throw new UsageError(
        `--${setting} is for an emulator that is started, and ${endpoint} runs already. Give one of the two.`,
      )
    const control = controlAt(endpoint)
    await control.info()
    return { endpoint, control, close: async () => {} }
  }

  const options = optionsOf(values, environment, { port: 0, smtpPort: 0, ...more })
  const { launch } = await import('../emulator/create-emulator.js')
  const { endpoint, close } = await launch(options)
  return { endpoint, control: controlAt(endpoint), close }
}
