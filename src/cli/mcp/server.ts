import { McpServer } from '@modelcontextprotocol/server'
import { version } from '../../core/version.js'
import type { ControlClient } from '../../server/control/client.js'
import { newsTools } from './news-tools.js'
import type { Tool } from './tool.js'
import { worldTools } from './world-tools.js'

/** An emulator as a server of the Model Context Protocol: its control API as tools for an agent. */
export function mcpServer(control: ControlClient): McpServer {
  const server = new McpServer(
    { name: 'mturk-local', version },
    {
      instructions:
        'An emulator of Amazon Mechanical Turk on this machine: nothing is paid and nothing leaves it. Begin with status. Make HITs with call_mturk, be a worker with accept_hit and submit_assignment, move time with advance_clock, and see with list_deliveries which notifications followed.',
    },
  )
  for (const each of [...newsTools, ...worldTools]) register(server, each, control)
  return server
}

/** What goes wrong is told to the agent, which can do something about it. */
function register(
  server: McpServer,
  { name, says, input, onlyReads, run }: Tool,
  control: ControlClient,
) {
  const described = {
    description: says,
    inputSchema: input,
    annotations: { readOnlyHint: onlyReads, openWorldHint: false },
  }
  server.registerTool(name, described, async (given) => {
    try {
      return {
        content: [{ type: 'text', text: JSON.stringify(await run(control, given), null, 2) }],
      }
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: (error as Error).message }] }
    }
  })
}
