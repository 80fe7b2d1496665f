import { once } from 'node:events'
import { parseArguments, settingFlags, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { attachOrStart } from '../attach-or-start.js'
import { waitForSignal } from '../wait-for-signal.js'

export const mcpCommand: Command = {
  name: 'mcp',
  description:
    'Lets an agent use an emulator, by the Model Context Protocol on standard input and output.',
  example: 'mturk-local mcp --endpoint http://127.0.0.1:6887',
  flags: {
    endpoint: {
      placeholder: 'URL',
      description:
        'An emulator that runs already, else MTURK_LOCAL_ENDPOINT; without, one is started.',
    },
    ...settingFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const [unknown] = parsed.positionals
    if (unknown !== undefined) throw new UsageError(`${unknown} is not understood.`)
    const emulator = await attachOrStart(parsed, terminal)
    try {
      const [{ serveStdio }, { mcpServer }] = await Promise.all([
        import('@modelcontextprotocol/server/stdio'),
        import('../mcp/server.js'),
      ])
      const inputClosed = once(process.stdin, 'close')
      const connection = serveStdio(() => mcpServer(emulator.control))
      terminal.err(`mturk-local: an agent may use ${emulator.endpoint}.\n`)
      await Promise.race([inputClosed, waitForSignal(terminal.err)])
      await connection.close()
    } finally {
      await emulator.close()
    }
    return 0
  },
}
