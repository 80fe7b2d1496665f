import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'

export const resetCommand: Command = {
  name: 'reset',
  group: 'Change',
  description: 'Deletes received messages, or with --all everything.',
  example: 'mturk-local reset --all',
  flags: {
    all: { description: 'Delete everything: HIT types, settings, queues and topics as well.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const what = parsed.values.all ? 'all' : 'messages'
    await createControlClient(parsed, terminal).request('POST /_mturk/reset', {
      body: { scope: what },
    })
    terminal.out(what === 'all' ? 'All data deleted.\n' : 'All messages deleted.\n')
    return 0
  },
}
