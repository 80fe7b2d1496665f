import { writeFile } from 'node:fs/promises'
import { explainWriteError } from '../core/file-error.js'
import { SettingError } from '../core/setting-error.js'
import type { ControlClient } from '../server/control/client.js'

/** All data as the text of an init file. */
export const serializeWorld = async (control: ControlClient): Promise<string> =>
  `${JSON.stringify(await control.request('GET /_mturk/export'), null, 2)}\n`

/** @throws SettingError when the file cannot be written */
export async function writeExportFile(control: ControlClient, file: string): Promise<void> {
  const text = await serializeWorld(control)
  await writeFile(file, text).catch((error: unknown) => {
    throw new SettingError(`The file ${file} ${explainWriteError(error)}. Give another.`)
  })
}
