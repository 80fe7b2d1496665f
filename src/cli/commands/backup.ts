import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { explainWriteError } from '../../core/file-error.js'
import { SettingError } from '../../core/setting-error.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'

export const backupCommand: Command = {
  name: 'backup',
  group: 'Look',
  description: 'Copies all data of a running emulator into a new file, which --data can open.',
  example: 'mturk-local backup monday.db',
  positionals: [{ name: 'FILE', description: 'The file to write.', isRequired: true }],
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const [file = ''] = parsed.positionals

    const copy = await createControlClient(parsed, terminal).backup()
    await writeNewFile(file, copy)
    terminal.out(`All data is in ${file}. To use it: mturk-local start --data ${file}\n`)
    return 0
  },
}

/** Only this user can read it, and an existing file is kept: it may be the one in use. */
async function writeNewFile(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw new SettingError(`The file ${file} ${explainWriteError(error)}. Give another.`)
  })
  try {
    for await (const chunk of content) await handle.write(chunk)
    await handle.sync()
    await handle.close()
  } catch (error) {
    await handle.close().catch(() => {})
    rmSync(file, { force: true })
    throw new Error(`The copy could not be written, so ${file} was removed again.`, {
      cause: error,
    })
  }
}
