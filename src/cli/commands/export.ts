import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'
import { serializeWorld, writeExportFile } from '../export-file.js'

export const exportCommand: Command = {
  name: 'export',
  description: 'Exports all data as an init file, to a file or to standard output.',
  example: 'mturk-local export world.json',
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const [file, ...rest] = parsed.positionals
    if (rest.length > 0) throw new UsageError(`${rest[0]} is not expected; give one file.`)

    const control = createControlClient(parsed, terminal)
    if (file === undefined) terminal.out(await serializeWorld(control))
    else {
      await writeExportFile(control, file)
      terminal.out(`All data is in ${file}. To load it: mturk-local start --init ${file}\n`)
    }
    return 0
  },
}
