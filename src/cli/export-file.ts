import { writeFile } from 'node:fs/promises'
import type { ControlClient } from '../server/control/client.js'

/** All data as the text of an init file. */
export const serializeWorld = async (control: ControlClient): Promise<string> =>
  `${JSON.stringify(await control.request('GET /_mturk/export'), null, 2)}\n`

export const writeExportFile = async (control: ControlClient, file: string): Promise<void> =>
  writeFile(file, await serializeWorld(control))
