import { writeFile } from 'node:fs/promises'
import type { ControlClient } from '../server/control/client.js'

/** The present world as the text of an init file. */
export const worldOf = async (control: ControlClient): Promise<string> =>
  `${JSON.stringify(await control.export(), null, 2)}\n`

export const writeWorld = async (control: ControlClient, file: string): Promise<void> =>
  writeFile(file, await worldOf(control))
