import { suggest } from '../../core/suggest.js'
import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import type { CommandRegistry } from '../commands.js'
import { formatHelp, formatOverview } from '../help.js'

export const createHelpCommand = (registry: CommandRegistry): Command => ({
  name: 'help',
  group: 'Help',
  description: 'Prints all commands, or what one of them does and which flags it has.',
  example: 'mturk-local help start',
  positionals: [{ name: 'COMMAND', description: 'The command; without it, all commands.' }],
  flags: {},

  async run(args, terminal) {
    const [name] = parseArguments(args, this).positionals
    if (name === undefined) {
      terminal.out(`${formatOverview(await registry.loadAll())}\n`)
      return 0
    }
    const command = await registry.load(name)
    if (!command)
      throw new UsageError(`There is no command ${name}.${suggest(name, registry.names)}`)
    terminal.out(`${formatHelp(command)}\n`)
    return 0
  },
})
