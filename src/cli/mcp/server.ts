import { McpServer } from '@modelcontextprotocol/server'
import { version } from '../../core/version.js'
import type { ControlClient } from '../../server/control/client.js'
import { deliveryTools } from './delivery-tools.js'
import { marketplaceTools } from './marketplace-tools.js'
import type { Tool } from './tool.js'

/** Exposes an emulator's control API as Model Context Protocol tools. */
export function mcpServer(control: ControlClient): McpServer {
  const server = new McpServer(
    { name: 'mturk-local', version },
    {
      instructions:
        'An emulator of Amazon Mechanical Turk on this machine: no money moves and nothing leaves the machine. Start with status. Create HITs with call_mturk, act as a worker with accept_hit and submit_assignment, advance time with advance_clock, and use list_deliveries to see the notifications.',
    },
  )
  for (const each of [...deliveryTools, ...marketplaceTools]) register(server, each, control)
  return server
}

/** Errors are returned to the agent, which can react to them. */
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
