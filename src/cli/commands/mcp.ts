import { once } from 'node:events'
import { parseArguments, settingFlags } from '../arguments.js'
import { attachFlags, attachOrStart } from '../attach-or-start.js'
import type { Command } from '../command.js'
import { waitForStop } from '../wait-for-stop.js'

export const mcpCommand: Command = {
  name: 'mcp',
  group: 'Run',
  description:
    'Runs a Model Context Protocol server on standard input and output, so that an agent can use an emulator.',
  example: 'mturk-local mcp --endpoint http://127.0.0.1:6887',
  flags: {
    ...attachFlags,
    ...settingFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const emulator = await attachOrStart(parsed, terminal)
    try {
      const [{ serveStdio }, { mcpServer }] = await Promise.all([
        import('@modelcontextprotocol/server/stdio'),
        import('../mcp/server.js'),
      ])
      const inputClosed = once(process.stdin, 'close').then(() => {})
      const connection = serveStdio(() => mcpServer(emulator.control))
      terminal.err(`mturk-local: serving ${emulator.endpoint} to an agent.\n`)
      await waitForStop({
        print: terminal.err,
        environment: terminal.environment,
        stopRequested: emulator.stopRequested,
        inputClosed,
      })
      await connection.close()
    } finally {
      await emulator.close()
    }
    return 0
  },
}
