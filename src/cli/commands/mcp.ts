import { once } from 'node:events'
import { parse, settingFlags, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { emulatorFor } from '../emulator-for.js'
import { untilTold } from '../until-told.js'

export const mcp: Command = {
  name: 'mcp',
  says: 'Lets an agent use an emulator, by the Model Context Protocol on standard input and output.',
  example: 'mturk-local mcp --endpoint http://127.0.0.1:6887',
  flags: {
    endpoint: {
      value: 'URL',
      says: 'An emulator that runs already, else MTURK_LOCAL_ENDPOINT; without, one is started.',
    },
    ...settingFlags,
  },

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const [unknown] = parsed.positionals
    if (unknown !== undefined) throw new UsageError(`${unknown} is not understood.`)
    const emulator = await emulatorFor(parsed, terminal)
    try {
      const [{ serveStdio }, { mcpServer }] = await Promise.all([
        import('@modelcontextprotocol/server/stdio'),
        import('../mcp/server.js'),
      ])
      const gone = once(process.stdin, 'close')
      const connection = serveStdio(() => mcpServer(emulator.control))
      terminal.err(`mturk-local: an agent may use ${emulator.endpoint}.\n`)
      await Promise.race([gone, untilTold(terminal.err)])
      await connection.close()
    } finally {
      await emulator.close()
    }
    return 0
  },
}
