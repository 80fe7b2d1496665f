import { type Emulator, launch } from './emulator.js'
import type { Options } from './options.js'
import { readOptions } from './read-options.js'

export type { Delivery } from './notifications/delivery.js'
export { type Options, SettingError } from './options.js'
export type { Emulator }

/**
 * Starts an emulator in this process, on free ports unless told otherwise.
 *
 * @throws SettingError when an option makes no sense
 */
export async function startEmulator(options: Partial<Options> = {}): Promise<Emulator> {
  const values = { port: 0, smtpPort: 0, ...options }
  return launch(readOptions({ values, called: (name) => `the option ${name}` }))
}
