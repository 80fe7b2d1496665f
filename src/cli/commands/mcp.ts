import { once } from 'node:events'
import { parseArguments, settingFlags, UsageError } from '../arguments.js'
import { attachOrStart } from '../attach-or-start.js'
import type { Command } from '../command.js'
import { waitForStop } from '../wait-for-stop.js'

export const mcpCommand: Command = {
  name: 'mcp',
  description:
    'Runs a Model Context Protocol server on standard input and output, so that an agent can use an emulator.',
  example: 'mturk-local mcp --endpoint http://127.0.0.1:6887',
  flags: {
    endpoint: {
      placeholder: 'URL',
      description: 'URL of a running emulator; default: MTURK_LOCAL_ENDPOINT, else one is started.',
    },
    ...settingFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const [unknown] = parsed.positionals
    if (unknown !== undefined) throw new UsageError(`${unknown} is not expected.`)
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
