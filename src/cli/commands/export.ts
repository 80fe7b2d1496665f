import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'
import { serializeWorld, writeExportFile } from '../export-file.js'

export const exportCommand: Command = {
  name: 'export',
  group: 'Look',
  description: 'Exports all data as an init file, to a file or to standard output.',
  example: 'mturk-local export world.json',
  positionals: [{ name: 'FILE', description: 'The file to write.', default: 'standard output' }],
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const [file] = parsed.positionals

    const control = createControlClient(parsed, terminal)
    if (file === undefined) terminal.out(await serializeWorld(control))
    else {
      await writeExportFile(control, file)
      terminal.out(`All data is in ${file}. To load it: mturk-local start --init ${file}\n`)
    }
    return 0
  },
}
