import { writeFile } from 'node:fs/promises'
import { parse, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, controlOf } from '../connection.js'

export const exportWorld: Command = {
  name: 'export',
  says: 'Writes the present world as an init file, to a file or to the standard output.',
  example: 'mturk-local export world.json',
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const [file, ...more] = parsed.positionals
    if (more.length > 0) throw new UsageError(`${more[0]} is not understood; give one file.`)

    const world = `${JSON.stringify(await controlOf(parsed, terminal).export(), null, 2)}\n`
    if (file === undefined) terminal.out(world)
    else {
      await writeFile(file, world)
      terminal.out(`The world is in ${file}; mturk-local start --init ${file} begins with it.\n`)
    }
    return 0
  },
}
