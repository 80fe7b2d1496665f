import { parse, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, controlOf } from '../connection.js'
import { worldOf, writeWorld } from '../world-file.js'

export const exportWorld: Command = {
  name: 'export',
  says: 'Writes the present world as an init file, to a file or to the standard output.',
  example: 'mturk-local export world.json',
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const [file, ...more] = parsed.positionals
    if (more.length > 0) throw new UsageError(`${more[0]} is not understood; give one file.`)

    const control = controlOf(parsed, terminal)
    if (file === undefined) terminal.out(await worldOf(control))
    else {
      await writeWorld(control, file)
      terminal.out(`The world is in ${file}; mturk-local start --init ${file} begins with it.\n`)
    }
    return 0
  },
}
