import { McpServer } from '@modelcontextprotocol/server'
import { version } from '../../core/version.js'
import type { ControlClient } from '../../server/control/client.js'
import { deliveryTools } from './delivery-tools.js'
import type { Tool } from './tool.js'
import { marketplaceTools } from './marketplace-tools.js'

/** An emulator as a server of the Model Context Protocol: its control API as tools for an agent. */
export function mcpServer(control: ControlClient): McpServer {
  const server = new McpServer(
    { name: 'mturk-local', version },
    {
      instructions:
        'An emulator of Amazon Mechanical Turk on this machine: nothing is paid and nothing leaves it. Begin with status. Make HITs with call_mturk, be a worker with accept_hit and submit_assignment, move time with advance_clock, and see with list_deliveries which notifications followed.',
    },
  )
  for (const each of [...deliveryTools, ...marketplaceTools]) register(server, each, control)
  return server
}

/** What goes wrong is told to the agent, which can do something about it. */
function register(
  server: McpServer,
  { name, description, input, isReadOnly, run }: Tool,
  control: ControlClient,
) {
  const definition = {
    description,
    inputSchema: input,
    annotations: { readOnlyHint: isReadOnly, openWorldHint: false },
  }
  server.registerTool(name, definition, async (args) => {
    try {
      return {
        content: [{ type: 'text', text: JSON.stringify(await run(control, args), null, 2) }],
      }
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: (error as Error).message }] }
    }
  })
}
