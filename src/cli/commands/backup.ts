import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { explainFileError } from '../../core/file-error.js'
import { SettingError } from '../../core/setting-error.js'
import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'

export const backupCommand: Command = {
  name: 'backup',
  description: 'Copies all data of a running emulator into a new file, which --data can open.',
  example: 'mturk-local backup monday.db',
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const [file, ...rest] = parsed.positionals
    if (file === undefined) throw new UsageError('Give the file to write: mturk-local backup FILE.')
    if (rest.length > 0) throw new UsageError(`${rest[0]} is not expected; give one file.`)

    const copy = await createControlClient(parsed, terminal).backup()
    await writeNewFile(file, copy)
    terminal.out(`All data is in ${file}. To use it: mturk-local start --data ${file}\n`)
    return 0
  },
}

/** Only this user can read it, and an existing file is kept: it may be the one in use. */
async function writeNewFile(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw new SettingError(`The file ${file} ${explainFileError(error)}. Give another.`)
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
