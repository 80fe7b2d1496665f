import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'

export const resetCommand: Command = {
  name: 'reset',
  description: 'Forgets the messages that arrived, or with --all the whole world.',
  example: 'mturk-local reset --all',
  flags: {
    all: { description: 'The whole world: HIT types, settings, queues and topics as well.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    if (parsed.positionals.length > 0)
      throw new UsageError(`${parsed.positionals[0]} is not understood; say --all for everything.`)

    const what = parsed.values.all ? 'all' : 'messages'
    await createControlClient(parsed, terminal).reset(what)
    terminal.out(what === 'all' ? 'The world is new.\n' : 'The messages are gone.\n')
    return 0
  },
}
